// Package signal tells which waits nobody can end: on channels of a package that
// nobody sends on or closes, and on contexts that are never done.
//
// It is a unification-based points-to analysis of nothing but channels and
// contexts: whatever may be the same one is put into one class, over the whole
// package, and a class whose members the package hands to others is one of which
// nothing is known. A channel that others may only receive from stays known.
package signal

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/syncop"
)

// Table knows the channels and contexts of one package. A nil table knows only
// those of timers.
type Table struct {
	parent map[any]any // of a node: an ssa.Value, a field's *types.Var, or a result
	uses   map[any]use // of a class, by its root

	open    map[*ssa.Function]bool // functions that others may call
	invoked map[string]bool        // names of methods that are called through interfaces
}

// use is what is done to the members of a class.
type use uint8

const (
	made   use = 1 << iota // the package makes it
	closes                 // somebody closes it or, if it is a context, cancels it
	sends                  // somebody sends on it
	shared                 // others may do anything to it
)

// result is the node of what a function returns.
type result struct {
	fn *ssa.Function
	i  int
}

// New looks at the functions of a package, all of them.
func New(fns []*ssa.Function) *Table {
	t := &Table{
		parent:  make(map[any]any),
		uses:    make(map[any]use),
		open:    make(map[*ssa.Function]bool),
		invoked: make(map[string]bool),
	}
	for _, fn := range fns {
		t.findOpen(fn)
	}
	for _, fn := range fns {
		t.function(fn)
	}
	return t
}

// NeverClosed reports whether nobody closes the channel v, or cancels the context
// v. Nothing is known of what the package does not make.
func (t *Table) NeverClosed(v ssa.Value) bool {
	if isTimer(v) {
		return true
	}
	return t != nil && t.uses[t.find(v)]&(made|closes|shared) == made
}

// NeverReady reports whether nobody closes the channel v or sends on it, or
// cancels the context v.
func (t *Table) NeverReady(v ssa.Value) bool {
	return t != nil && !isTimer(v) && t.uses[t.find(v)] == made
}

// isTimer reports whether v is the channel of a timer or ticker.
func isTimer(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Call:
		return callee.Effect(&v.Call).Kind == syncop.TimerChan
	case *ssa.UnOp:
		field, ok := v.X.(*ssa.FieldAddr)
		return ok && v.Op == token.MUL && syncop.IsTimer(field.X.Type())
	}
	return false
}

// is reports whether t is the type of channels or contexts.
func is(t types.Type) bool {
	_, ok := t.Underlying().(*types.Chan)
	return ok || syncop.IsContext(t) && !isPointer(t)
}

// isCell reports whether t is the type of addresses of channels or contexts.
func isCell(t types.Type) bool {
	p, ok := t.Underlying().(*types.Pointer)
	return ok && is(p.Elem())
}

func isPointer(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.Pointer)
	return ok
}

func (t *Table) find(n any) any {
	p, ok := t.parent[n]
	if !ok {
		return n
	}
	root := t.find(p)
	t.parent[n] = root
	return root
}

func (t *Table) union(a, b any) {
	if isNil(a) || isNil(b) {
		return
	}
	if a, b = t.find(a), t.find(b); a != b {
		t.parent[a] = b
		t.uses[b] |= t.uses[a]
	}
}

// isNil reports whether a node is a nil constant, which is no channel at all.
func isNil(n any) bool {
	c, ok := n.(*ssa.Const)
	return ok && c.IsNil()
}

func (t *Table) mark(n any, u use) {
	if !isNil(n) {
		t.uses[t.find(n)] |= u
	}
}

// out notes that others get v. They can't do anything to a context, nor to a
// channel that they may only receive from.
func (t *Table) out(v ssa.Value) {
	if ch, ok := v.Type().Underlying().(*types.Chan); ok && ch.Dir() != types.RecvOnly {
		t.mark(v, shared)
	} else if isCell(v.Type()) {
		t.mark(v, shared)
	}
}

// findOpen looks for functions that are used as values, and for calls through
// interfaces.
func (t *Table) findOpen(fn *ssa.Function) {
	var ops [16]*ssa.Value
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			c, isCall := instr.(ssa.CallInstruction)
			if isCall && c.Common().IsInvoke() {
				t.invoked[c.Common().Method.Name()] = true
			}
			mc, isClosure := instr.(*ssa.MakeClosure)
			if isClosure && onlyCalled(mc) && mc.Fn.(*ssa.Function).Parent() != nil {
				continue
			}
			for _, op := range instr.Operands(ops[:0]) {
				f, ok := (*op).(*ssa.Function)
				if !ok || isCall && op == &c.Common().Value {
					continue
				}
				f = callee.Origin(f)
				t.open[f] = true
				if obj, ok := f.Object().(*types.Func); ok {
					t.open[f.Prog.FuncValue(obj)] = true // behind a wrapper
				}
			}
		}
	}
}

// onlyCalled reports whether a closure is called where it is made.
func onlyCalled(mc *ssa.MakeClosure) bool {
	for _, ref := range *mc.Referrers() {
		c, ok := ref.(ssa.CallInstruction)
		if _, debug := ref.(*ssa.DebugRef); !debug && (!ok || c.Common().Value != ssa.Value(mc)) {
			return false
		}
	}
	return true
}

// isOpen reports whether others may call fn: those who import the package, and
// those who have it as a value or as a method of an interface.
func (t *Table) isOpen(fn *ssa.Function) bool {
	if t.open[fn] {
		return true
	}
	if fn.Parent() != nil {
		return false
	}
	return token.IsExported(fn.Name()) || fn.Signature.Recv() != nil && t.invoked[fn.Name()]
}
