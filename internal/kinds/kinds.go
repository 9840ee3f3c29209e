// Package kinds tells objects of one struct type apart that are never the same:
// by fields that keep the value that they got when the object was made, such as
// the kind of a connection, or a pointer that only some of them have.
package kinds

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/guards"
)

// Table knows the kinds of a package's objects. What tests do with them counts for
// nothing: they make objects in states that they do not have elsewhere.
type Table struct {
	graph  *guards.Graph
	pkg    *types.Package
	fns    []*ssa.Function // but for those of tests
	in     map[*ssa.Function]bool
	makers map[*ssa.Function][]*ssa.MakeClosure // of literals, and of method values' wrappers
	bound  map[*ssa.Function][]*ssa.MakeClosure // of the wrappers of methods
	tags   map[*types.TypeName][]tag
	addrs  map[*types.Var][]*ssa.FieldAddr
	late   map[tag]map[ssa.Value]bool
	freed  map[*types.TypeName][]step
	memo   map[asked]set
}

// New returns the table of a package.
func New(graph *guards.Graph, pkg *types.Package) *Table {
	t := &Table{
		graph:  graph,
		pkg:    pkg,
		in:     make(map[*ssa.Function]bool),
		makers: make(map[*ssa.Function][]*ssa.MakeClosure),
		bound:  make(map[*ssa.Function][]*ssa.MakeClosure),
		tags:   make(map[*types.TypeName][]tag),
		addrs:  make(map[*types.Var][]*ssa.FieldAddr),
		late:   make(map[tag]map[ssa.Value]bool),
		freed:  make(map[*types.TypeName][]step),
		memo:   make(map[asked]set),
	}
	for _, fn := range graph.Funcs {
		if callee.InTestFile(fn) {
			continue
		}
		t.fns = append(t.fns, fn)
		t.in[fn] = true
		for instr := range guards.Instrs(fn) {
			switch instr := instr.(type) {
			case *ssa.FieldAddr:
				if f := fieldVar(instr); f != nil {
					t.addrs[f] = append(t.addrs[f], instr)
				}
			case *ssa.MakeClosure:
				lit := instr.Fn.(*ssa.Function)
				t.makers[lit] = append(t.makers[lit], instr)
				if obj, ok := lit.Object().(*types.Func); ok && lit.Parent() == nil {
					if m := lit.Prog.FuncValue(obj); m != nil {
						t.bound[callee.Origin(m)] = append(t.bound[callee.Origin(m)], instr)
					}
				}
			}
		}
	}
	return t
}

// Graph returns the calls that the table knows of.
func (t *Table) Graph() *guards.Graph { return t.graph }

// calls returns the calls of fn, and whether code of other packages may call it.
func (t *Table) calls(fn *ssa.Function) (calls []guards.Call, open bool) {
	for _, c := range t.graph.Calls(fn) {
		if t.in[c.Instr.Parent()] {
			calls = append(calls, c)
		}
	}
	return calls, guards.Exported(fn) || t.graph.Captured(fn) && !onlyPassed(fn)
}

// onlyPassed reports whether a function literal is only called where it stands, or
// handed to what is called there.
func onlyPassed(fn *ssa.Function) bool {
	if fn.Parent() == nil {
		return false
	}
	refs := slices.Clone(*fn.Referrers())
	for len(refs) > 0 {
		ref := refs[0]
		refs = refs[1:]
		switch ref := ref.(type) {
		case *ssa.MakeClosure:
			refs = append(refs, *ref.Referrers()...)
		case ssa.CallInstruction, *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}

// argument returns what a call passes for a parameter, or nil if the function is
// only passed on by the call, or the receiver is bound to it.
func argument(c guards.Call, p *ssa.Parameter) ssa.Value {
	fn, common := p.Parent(), c.Instr.Common()
	args, static := common.Args, common.StaticCallee()
	switch {
	case static != nil:
		if callee.Origin(static) != fn {
			return nil
		}
	case common.IsInvoke():
		args = append([]ssa.Value{common.Value}, args...)
	case len(args) == len(fn.Params)-1:
		args = append([]ssa.Value{nil}, args...)
	}
	if i := slices.Index(fn.Params, p); i < len(args) && len(args) == len(fn.Params) {
		return args[i]
	}
	return nil
}
