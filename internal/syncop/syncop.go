// Package syncop is conclint's one table of what library functions mean for
// synchronisation. No other package matches functions by name.
//
// Lock types that are not in the table (wrappers, debugging mutexes) need no
// row: the model infers what their methods do from their bodies. Where bodies
// do not tell, users add names, see [Names].
package syncop

import (
	"go/types"
	"strings"

	"github.com/conclint/conclint/internal/errval"
)

// Kind says what a library function does.
type Kind uint8

// The kinds of effect.
const (
	None          Kind = iota // known, and without effect on synchronisation
	Acquire                   // locks its operand
	TryAcquire                // locks its operand if the result is true
	Release                   // unlocks its operand
	ReadSide                  // returns a Locker for the read side of its operand
	NewCond                   // returns a Cond whose L is its operand
	CondWait                  // releases the L of its operand and locks it again
	CondWake                  // wakes waiters of its operand
	Wait                      // blocks until the counter of its operand is zero
	Count                     // changes the counter of its operand
	Spawn                     // runs its operand, a function, in another goroutine
	Call                      // calls its operand, a function, before it returns
	CallOnce                  // calls its operand, a function, before it returns, at most once
	MakeCancel                // returns a context and, as its last result, a function that somebody has to call
	RootContext               // returns a context that is never done
	DeriveContext             // returns a context that is done when its operand is
	ContextDone               // returns the channel that is closed when its operand is done
	ContextErr                // returns an error if its operand is done
	AtomicLoad                // returns what its operand contains
	AtomicStore               // sets its operand
	AtomicSwap                // sets its operand and returns what it contained
	AtomicAdd                 // adds to its operand and returns the sum
	AtomicSwapIf              // sets its operand if that has a certain value, and returns whether it had
	MakeGroup                 // returns a group whose goroutines Spawn counts, and a context
	Limit                     // lets only so many goroutines of its operand, a group, run
	MakeSemaphore             // returns a semaphore of which its operand says the size
	Obtain                    // takes a share of its operand, a semaphore, unless the context, argument 1, is done first
	TryObtain                 // takes a share of its operand if the result is true
	Return                    // gives back a share of its operand
	TimerChan                 // returns a channel on which there will be a value
	MakeTimer                 // returns a struct whose first field is such a channel
	CallMethods               // may call the methods Effect.Methods of its operands
	Unwind                    // never returns normally, but runs the deferred calls
	Exit                      // never returns and runs nothing more
)

// Mode is how a lock is held: for writing (the only mode of a Mutex) or for
// reading. A Once is a lock, too, that is held while its function runs.
type Mode uint8

// The modes.
const (
	Write Mode = iota
	Read
	Once
)

// String returns "write", "read" or "once".
func (m Mode) String() string {
	switch m {
	case Read:
		return "read"
	case Once:
		return "once"
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

	// All says, for CallMethods, that all Methods may be called, and for
	// CondWake that all waiters are woken.
	All bool

	// Amount is, for Count, the index of the argument that is added to the
	// counter; 0 says that one is taken away. For Limit it is that of the
	// limit, and for semaphores that of the share.
	Amount int

	// Timed says, for MakeCancel, that time alone ends the context, and for
	// Spawn, that the goroutine starts after the time that is its first argument.
	Timed bool

	// Skips says, for Unwind, that it is a test that ends, by being skipped.
	Skips bool

	// NonNil says that the function's result is never nil.
	NonNil bool
}

// Lookup returns what a call of fn does. It reports false if the table knows
// nothing of fn: it may then do anything.
func Lookup(fn *types.Func) (Effect, bool) {
	if fn == nil || fn.Pkg() == nil {
		return Effect{}, false
	}
	if e, ok := added(fn); ok {
		return e, true
	}
	if e, ok := table[fn.Pkg().Path()][name{receiver(fn), fn.Name()}]; ok {
		return e, true
	}
	// An interface is what its methods are: one with those of sync.Locker
	// is a lock to its users, one with those of testing.TB is a test.
	if iface := interfaceOf(fn); iface != nil {
		switch {
		case has(iface, "Lock") && has(iface, "Unlock") && !locksOtherwise(iface):
			if fn.Signature().Params().Len() == 0 {
				e, ok := locker[fn.Name()]
				return e, ok
			}
		case has(iface, "Helper") && has(iface, "FailNow"):
			e, ok := table["testing"][name{"TB", fn.Name()}]
			return e, ok
		}
	}
	return Effect{}, false
}

// interfaceOf returns the interface that fn is a method of, or nil.
func interfaceOf(fn *types.Func) *types.Interface {
	recv := fn.Signature().Recv()
	if recv == nil {
		return nil
	}
	iface, _ := recv.Type().Underlying().(*types.Interface)
	return iface
}

// locksOtherwise reports whether the interface has methods for locking that
// sync's locks do not have, so that its Unlock need not go with its Lock.
func locksOtherwise(iface *types.Interface) bool {
	for m := range iface.Methods() {
		if _, known := locker[m.Name()]; !known && strings.Contains(m.Name(), "Lock") {
			return true
		}
	}
	return false
}

// has reports whether the interface has the method, without parameters and
// results.
func has(iface *types.Interface, method string) bool {
	for m := range iface.Methods() {
		if m.Name() == method {
			return m.Signature().Params().Len() == 0 && m.Signature().Results().Len() == 0
		}
	}
	return false
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

// IsContext reports whether t is context.Context.
func IsContext(t types.Type) bool { return isNamed(t, "context", "Context") }

// IsTimer reports whether t, or what it points to, is a timer or ticker: a struct
// with a channel that nobody ever closes.
func IsTimer(t types.Type) bool { return isNamed(t, "time", "Ticker") || isNamed(t, "time", "Timer") }

// Groups reports whether fn is the method of a group of goroutines that starts one.
func Groups(fn *types.Func) bool {
	e, ok := Lookup(fn)
	if !ok || e.Kind != Spawn || fn.Signature().Recv() == nil {
		return false
	}
	wait, _, _ := types.LookupFieldOrMethod(fn.Signature().Recv().Type(), true, fn.Pkg(), "Wait")
	_, ok = wait.(*types.Func)
	return ok
}

// Limits reports whether fn limits how many goroutines a group starts.
func Limits(fn *types.Func) bool {
	_, ok := Lookup(fn)
	return ok && fn.Name() == "SetLimit"
}

// Accepts reports whether fn waits for a connection that somebody else opens.
func Accepts(fn *types.Func) bool {
	if fn == nil || !strings.HasPrefix(fn.Name(), "Accept") || fn.Signature().Recv() == nil {
		return false
	}
	results := fn.Signature().Results()
	return results.Len() >= 2 && errval.Is(results.At(results.Len()-1).Type())
}

// IsResponseWriter reports whether t is http.ResponseWriter, which nobody may use
// once the handler that got it has returned.
func IsResponseWriter(t types.Type) bool { return isNamed(t, "net/http", "ResponseWriter") }

// IsRequest reports whether t is *http.Request. The body and the context of one
// that a server got are at their end when the handler returns.
func IsRequest(t types.Type) bool { return isNamed(t, "net/http", "Request") }

// Quick reports whether fn waits for no other goroutine of its caller's.
func Quick(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil {
		return fn != nil // a method of error
	}
	switch path := fn.Pkg().Path(); path {
	case "fmt", "log":
		return !strings.Contains(fn.Name(), "can")
	case "time":
		return fn.Name() != "Sleep"
	case "net/http":
		return receiver(fn) == "Header" || receiver(fn) == "" && (fn.Name() == "Error" || fn.Name() == "Redirect" || fn.Name() == "NotFound")
	case "bytes", "errors", "flag", "log/slog", "maps", "math", "path", "runtime/debug", "slices", "sort", "strconv", "strings", "unicode", "unicode/utf8":
		return true
	default:
		return strings.HasPrefix(path, "math/") || strings.HasPrefix(path, "encoding/")
	}
}

// IsTime reports whether t is the type of what timers send.
func IsTime(t types.Type) bool { return isNamed(t, "time", "Time") }

// isNamed reports whether t, or what it points to, is the named type.
func isNamed(t types.Type, path, name string) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.Obj().Name() == name && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() == path
}
