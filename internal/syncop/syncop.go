// Package syncop is conclint's one table of what library functions mean for
// synchronisation. No other package matches functions by name.
//
// Lock types that are not in the table (wrappers, debugging mutexes) need no
// row: the model infers what their methods do from their bodies.
package syncop

import "go/types"

// Kind says what a library function does.
type Kind uint8

// The kinds of effect.
const (
	None        Kind = iota // known, and without effect on synchronisation
	Acquire                 // locks its operand
	TryAcquire              // locks its operand if the result is true
	Release                 // unlocks its operand
	ReadSide                // returns a Locker for the read side of its operand
	NewCond                 // returns a Cond whose L is its operand
	CondWait                // releases the L of its operand and locks it again
	CondWake                // wakes waiters of its operand
	Wait                    // blocks until the counter of its operand is zero
	Count                   // changes the counter of its operand
	Spawn                   // runs its operand, a function, in another goroutine
	Call                    // calls its operand, a function, before it returns
	CallOnce                // calls its operand, a function, before it returns, at most once
	CallMethods             // may call the methods Effect.Methods of its operands
	Unwind                  // never returns normally, but runs the deferred calls
	Exit                    // never returns and runs nothing more
)

// Mode is how a lock is held: for writing (the only mode of a Mutex) or for
// reading.
type Mode uint8

// The modes.
const (
	Write Mode = iota
	Read
)

// String returns "write" or "read".
func (m Mode) String() string {
	if m == Read {
		return "read"
	}
	return "write"
}

// Effect is what a call of a library function does.
type Effect struct {
	Kind Kind
	Mode Mode // of Acquire, TryAcquire and Release

	// Operand is the index, among the call's arguments with the receiver
	// first, of what the effect applies to. For CallMethods it is the
	// first of them; the others follow.
	Operand int

	// Format is, for CallMethods, one more than the index of the argument
	// that is a format string for the operands; 0 when there is none.
	Format int

	// Methods are, for CallMethods, the names of methods that may be
	// called on an operand, the first one that it has being the one.
	Methods []string

	// All says, for CallMethods, that all Methods may be called.
	All bool

	// NonNil says that the function's result is never nil.
	NonNil bool
}

// Lookup returns what a call of fn does. It reports false if the table knows
// nothing of fn: it may then do anything.
func Lookup(fn *types.Func) (Effect, bool) {
	if fn == nil || fn.Pkg() == nil {
		return Effect{}, false
	}
	if e, ok := table[fn.Pkg().Path()][name{receiver(fn), fn.Name()}]; ok {
		return e, true
	}
	if isLocker(fn) {
		e, ok := locker[fn.Name()]
		return e, ok
	}
	return Effect{}, false
}

// isLocker reports whether fn is a method of an interface that has the methods
// of sync.Locker: whatever implements it is a lock to its users.
func isLocker(fn *types.Func) bool {
	sig := fn.Signature()
	if sig.Recv() == nil || sig.Params().Len() > 0 {
		return false
	}
	iface, ok := sig.Recv().Type().Underlying().(*types.Interface)
	if !ok {
		return false
	}
	found := 0
	for m := range iface.Methods() {
		s := m.Signature()
		if (m.Name() == "Lock" || m.Name() == "Unlock") && s.Params().Len() == 0 && s.Results().Len() == 0 {
			found++
		}
	}
	return found == 2
}

// receiver returns the name of fn's receiver type, without its package and
// pointer, or "" if fn is no method.
func receiver(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return ""
	}
	t := recv.Type()
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Name()
	}
	return ""
}

// name is a function's name within its package.
type name struct{ recv, fn string }

// IsTest reports whether t is the type of a test's parameter: *testing.T and
// its like.
func IsTest(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == "testing"
}
