package model

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/callgraph"
	"golang.org/x/tools/go/callgraph/vta"
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/scc"
)

// callGraph knows which functions call which: statically, and dynamically as
// far as variable-type analysis of the package tells.
type callGraph struct {
	dyn   map[ssa.CallInstruction][]*ssa.Function
	calls map[*ssa.Function][]*ssa.Function // with the literals that are only made

	called map[*ssa.Function]bool // by functions of the package
	cut    int                    // calls with more than maxTargets targets
}

// newCallGraph returns the call graph of the functions. Finding the targets of
// dynamic calls costs as much as the rest of the analysis, so it is left out
// unless the package has locks of its own. Implied tells of the calls that the
// source does not have.
func newCallGraph(sources []*ssa.Function, locks bool, implied func(*ssa.CallCommon) []implicitCall) *callGraph {
	g := &callGraph{
		dyn:   make(map[ssa.CallInstruction][]*ssa.Function),
		calls: make(map[*ssa.Function][]*ssa.Function),

		called: make(map[*ssa.Function]bool),
	}
	set := make(map[*ssa.Function]bool)
	dynamic := false
	work := slices.Clone(sources)
	for len(work) > 0 {
		fn := work[0]
		work = work[1:]
		if set[fn] || len(fn.Blocks) == 0 {
			continue
		}
		set[fn] = true
		var ops [16]*ssa.Value
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if call, ok := instr.(ssa.CallInstruction); ok {
					common := call.Common()
					_, builtin := common.Value.(*ssa.Builtin)
					if common.StaticCallee() == nil && !builtin {
						dynamic = true
					}
					for _, c := range implied(common) {
						g.calls[fn] = append(g.calls[fn], c.fn)
					}
				}
				for _, op := range instr.Operands(ops[:0]) {
					if callee, ok := (*op).(*ssa.Function); ok {
						callee = origin(callee)
						g.calls[fn] = append(g.calls[fn], callee)
						work = append(work, callee) // synthetic wrappers among them
					}
				}
			}
		}
	}
	if locks && dynamic {
		g.resolve(set)
	}
	for _, callees := range g.calls {
		for _, fn := range callees {
			g.called[fn] = true
		}
	}
	return g
}

// resolve finds the targets of dynamic calls among the functions of set.
func (g *callGraph) resolve(set map[*ssa.Function]bool) {
	mono := make(map[*ssa.Function]bool, len(set))
	for fn := range set {
		if fn.TypeParams().Len() == 0 {
			mono[fn] = true
		}
	}
	for fn, node := range vta.CallGraph(mono, nil).Nodes {
		if fn == nil {
			continue
		}
		for _, e := range node.Out {
			if e.Site != nil && e.Site.Common().StaticCallee() == nil {
				g.add(e)
			}
		}
	}
	for _, targets := range g.dyn {
		sortFuncs(targets)
		if len(targets) > maxTargets {
			g.cut++
		}
	}
	for _, callees := range g.calls {
		sortFuncs(callees)
	}
}

func (g *callGraph) add(e *callgraph.Edge) {
	callee := origin(e.Callee.Func)
	g.dyn[e.Site] = append(g.dyn[e.Site], callee)
	caller := e.Site.Parent()
	g.calls[caller] = append(g.calls[caller], callee)
}

// sortFuncs puts functions into an order that is the same in every run.
func sortFuncs(fns []*ssa.Function) {
	slices.SortFunc(fns, func(a, b *ssa.Function) int {
		if c := cmp.Compare(a.Pos(), b.Pos()); c != 0 {
			return c
		}
		return cmp.Compare(a.String(), b.String())
	})
}

// dynamic returns the functions that a call of an interface method or of a
// function value may reach, or none where there are too many to mean anything.
func (g *callGraph) dynamic(call ssa.CallInstruction) []*ssa.Function {
	if targets := g.dyn[call]; len(targets) <= maxTargets {
		return targets
	}
	return nil
}

func (g *callGraph) callsItself(fn *ssa.Function) bool {
	return slices.Contains(g.calls[fn], fn)
}

// components returns the strongly connected components of the functions that
// have bodies, callees first.
func (g *callGraph) components(roots []*ssa.Function) [][]*ssa.Function {
	return scc.Components(roots, func(fn *ssa.Function) []*ssa.Function {
		return slices.DeleteFunc(slices.Clone(g.calls[fn]), func(callee *ssa.Function) bool { return len(callee.Blocks) == 0 })
	})
}
