// Package guards knows what protects an instruction: who calls the function that
// it is part of, and so which locks its goroutine can hold, and which conditions
// it depends on.
package guards

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// Graph knows the calls of a package. It is not safe for concurrent use.
type Graph struct {
	Places *place.Table
	Funcs  []*ssa.Function

	pkg      *model.Package
	models   map[*ssa.Function]*model.Func
	callers  map[*ssa.Function][]Call
	calls    map[*ssa.Function][]Call // what Calls has found out
	invoked  map[string][]*ssa.Call   // calls of interface methods, by name
	values   []*ssa.Call              // calls of function values that may be any
	captured map[*ssa.Function]bool   // used as values that go out of sight
}

// Call is a call of a function, or a start of it as a goroutine.
type Call struct {
	Instr  ssa.CallInstruction
	Starts bool // a goroutine
	Once   bool // by a sync.Once or the like
}

// New returns the graph of some functions of a package. What others do does not
// count.
func New(pkg *model.Package, funcs []*model.Func) *Graph {
	g := &Graph{
		Places:   place.NewTable(),
		pkg:      pkg,
		models:   make(map[*ssa.Function]*model.Func),
		callers:  make(map[*ssa.Function][]Call),
		calls:    make(map[*ssa.Function][]Call),
		invoked:  make(map[string][]*ssa.Call),
		captured: make(map[*ssa.Function]bool),
	}
	g.Places.Call = func(call *ssa.Call, _ int) *place.Place {
		if e, ok := Effect(&call.Call); ok && e.Kind == syncop.ReadSide {
			return g.Places.Step(place.ReadSide, g.Places.Of(call.Call.Args[e.Operand]))
		}
		return nil
	}
	for _, f := range funcs {
		g.Places.AddCells(f.Fn)
		g.Funcs = append(g.Funcs, f.Fn)
		g.models[f.Fn] = f
	}
	for _, fn := range g.Funcs {
		for instr := range Instrs(fn) {
			g.add(instr)
		}
	}
	return g
}

// Instrs iterates over the instructions of a function.
func Instrs(fn *ssa.Function) func(yield func(ssa.Instruction) bool) {
	return func(yield func(ssa.Instruction) bool) {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if !yield(instr) {
					return
				}
			}
		}
	}
}

func (g *Graph) add(instr ssa.Instruction) {
	called := -1 // the operand that is called where it stands
	if call, ok := instr.(ssa.CallInstruction); ok {
		common := call.Common()
		_, starts := call.(*ssa.Go)
		if common.IsInvoke() {
			if c, ok := call.(*ssa.Call); ok {
				g.invoked[common.Method.Name()] = append(g.invoked[common.Method.Name()], c)
			}
		} else if fn := g.Function(common.Value); fn != nil {
			g.callers[fn] = append(g.callers[fn], Call{Instr: call, Starts: starts})
		} else if c, ok := call.(*ssa.Call); ok && common.StaticCallee() == nil {
			g.values = append(g.values, c)
		}
		if e, ok := Effect(common); ok && e.Operand < len(common.Args) {
			switch e.Kind {
			case syncop.Spawn, syncop.Call, syncop.CallOnce:
				if fn := g.Function(common.Args[e.Operand]); fn != nil {
					called = e.Operand
					g.callers[fn] = append(g.callers[fn], Call{call, starts || e.Kind == syncop.Spawn, e.Kind == syncop.CallOnce})
				}
			}
		}
		for i, arg := range common.Args {
			if i == called {
				continue
			}
			g.capture(arg)
			if fn := g.Function(arg); fn != nil { // and may be called at once
				g.callers[fn] = append(g.callers[fn], Call{Instr: call})
			}
		}
		return
	}
	switch instr := instr.(type) {
	case *ssa.MakeClosure:
		for _, b := range instr.Bindings {
			g.capture(b)
		}
		if fn := instr.Fn.(*ssa.Function); fn.Parent() == nil { // a method value
			if obj, ok := fn.Object().(*types.Func); ok {
				if m := fn.Prog.FuncValue(obj); m != nil {
					g.captured[callee.Origin(m)] = true
				}
			}
		}
	case *ssa.Store:
		if a, ok := instr.Addr.(*ssa.Alloc); ok && onlyCalled(a) {
			return
		}
		g.capture(instr.Val)
	default:
		var ops [16]*ssa.Value
		for _, op := range instr.Operands(ops[:0]) {
			if *op != nil {
				g.capture(*op)
			}
		}
	}
}

// capture notes that the function that v is, if it is one, goes out of sight.
func (g *Graph) capture(v ssa.Value) {
	switch v := v.(type) {
	case *ssa.Function:
		g.captured[callee.Origin(v)] = true
	case *ssa.MakeClosure:
		g.captured[v.Fn.(*ssa.Function)] = true
	case *ssa.MakeInterface:
		g.capture(v.X)
	case *ssa.ChangeType:
		g.capture(v.X)
	}
}

// onlyCalled reports whether the function in a local variable is only called,
// perhaps by a literal that captures the variable.
func onlyCalled(cell ssa.Value) bool {
	for _, ref := range *cell.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr != cell {
				return false
			}
		case *ssa.UnOp:
			for _, use := range *ref.Referrers() {
				call, ok := use.(ssa.CallInstruction)
				if !ok || call.Common().Value != ref || slices.Contains(call.Common().Args, ssa.Value(ref)) {
					return false
				}
			}
		case *ssa.MakeClosure:
			for i, b := range ref.Bindings {
				if b == cell && !onlyCalled(ref.Fn.(*ssa.Function).FreeVars[i]) {
					return false
				}
			}
		case *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}

// Function returns the function that a value always is, or nil.
func (g *Graph) Function(v ssa.Value) *ssa.Function {
	p := g.Places.Of(v)
	if p.Kind != place.Local {
		return nil
	}
	switch v := p.Value.(type) {
	case *ssa.Function:
		return callee.Origin(v)
	case *ssa.MakeClosure:
		return v.Fn.(*ssa.Function)
	}
	return nil
}

// Known reports whether the body of fn belongs to the package.
func (g *Graph) Known(fn *ssa.Function) bool { return g.models[fn] != nil }

// Calls returns the calls of fn that are certain, and those of interface methods
// and function values that may mean fn.
func (g *Graph) Calls(fn *ssa.Function) []Call {
	out, ok := g.calls[fn]
	if !ok {
		out = g.findCalls(fn)
		g.calls[fn] = out
	}
	return out
}

func (g *Graph) findCalls(fn *ssa.Function) []Call {
	out := slices.Clone(g.callers[fn])
	if g.captured[fn] {
		sig := types.NewSignatureType(nil, nil, nil, fn.Signature.Params(), fn.Signature.Results(), fn.Signature.Variadic())
		for _, c := range g.values {
			if types.Identical(c.Call.Value.Type().Underlying(), sig) {
				out = append(out, Call{Instr: c})
			}
		}
	}
	recv := fn.Signature.Recv()
	if recv == nil || fn.Parent() != nil {
		return out
	}
	for _, c := range g.invoked[fn.Name()] {
		if iface, ok := c.Call.Value.Type().Underlying().(*types.Interface); ok && types.Implements(recv.Type(), iface) {
			out = append(out, Call{Instr: c})
		}
	}
	return out
}

// Captured reports whether anybody may call fn as a value.
func (g *Graph) Captured(fn *ssa.Function) bool { return g.captured[fn] }

// Exported reports whether other packages may call fn, by name or through an
// interface.
func Exported(fn *ssa.Function) bool {
	obj, ok := fn.Object().(*types.Func)
	return ok && fn.Parent() == nil && obj.Exported()
}

// Effect returns what the table knows about the function that a call names.
func Effect(call *ssa.CallCommon) (syncop.Effect, bool) { return syncop.Lookup(callee.Named(call)) }

// Closes returns the channel that a call closes, or nil.
func Closes(call ssa.CallInstruction) ssa.Value {
	if b, ok := call.Common().Value.(*ssa.Builtin); ok && b.Name() == "close" {
		return call.Common().Args[0]
	}
	return nil
}
