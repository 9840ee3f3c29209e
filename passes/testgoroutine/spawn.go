package testgoroutine

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/spawn"
)

// checker looks at one package.
type checker struct {
	places   *place.Table
	funcs    []*ssa.Function
	callers  map[*ssa.Function][]ssa.CallInstruction // calls and go statements; built when first needed
	boxed    []conversion                            // to interfaces; likewise
	globals  map[*ssa.Global]*ssa.Function           // what variables contain; built when first needed
	findings []report.Finding
}

// site is an instruction that starts a goroutine.
type site struct {
	instr   ssa.CallInstruction
	body    frame
	subtest bool // the goroutine is that of a subtest
}

// frame is a call of a function, seen from where its goroutine was started.
type frame struct {
	spawn.Func
	up   *frame              // the caller, in the same goroutine; nil for the goroutine's first function
	call ssa.CallInstruction // or what starts the goroutine; nil if that is not known
}

// of returns the nearest frame of fn from f upwards, or one of which nothing is known.
func (f *frame) of(fn *ssa.Function) *frame {
	for ; f != nil; f = f.up {
		if f.Fn == fn {
			return f
		}
	}
	return &frame{Func: spawn.Func{Fn: fn}}
}

// sites returns the goroutines that fn itself starts and whose function is known.
func (c *checker) sites(fn *ssa.Function) []site {
	var out []site
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			if s, ok := c.site(call); ok {
				out = append(out, s)
			}
		}
	}
	return out
}

func (c *checker) site(call ssa.CallInstruction) (site, bool) {
	if common := call.Common(); subtest(common) {
		f, ok := spawn.Function(c.places, common.Args[len(common.Args)-1])
		return site{call, frame{Func: f, call: call}, true}, ok
	}
	f, ok := spawn.Started(c.places, call)
	return site{call, frame{Func: f, call: call}, false}, ok
}

// place returns what v, a value of the frame's function, is to the function
// that started the goroutine.
func (c *checker) place(f *frame, v ssa.Value) *place.Place {
	p := c.places.Of(v)
	for ; f != nil && p != nil; f = f.up {
		p = c.places.Subst(p, func(root *place.Place) *place.Place {
			if root.Kind == place.FreeVar && root.Index < len(f.Binds) {
				return c.places.Of(f.Binds[root.Index])
			}
			for i, param := range f.Fn.Params {
				if root.Value == param && i < len(f.Args) {
					return c.places.Of(f.Args[i])
				}
			}
			return root
		})
	}
	return p
}

// inline reports whether the goroutine's function is a literal that stands in
// the very statement that starts it, so that what it does is done there.
func (s site) inline() bool {
	start := s.instr.Pos()
	return s.body.Fn.Parent() != nil && start.IsValid() && s.body.Fn.Pos() > start
}

// Budgets: how many calls deep a goroutine is followed, and how often into one
// function.
const (
	maxDepth  = 8
	maxVisits = 32
)

// walk calls visit for the calls, deferred ones too, that a goroutine makes
// within the package. Each function is visited once, unless what visit says of a
// call in it depends on who calls the function: it returns whether that is so.
func (c *checker) walk(f *frame, visit func(f *frame, call ssa.CallInstruction) (depends bool)) {
	c.walkFrom(f, make(map[*ssa.Function]int), 0, visit)
}

func (c *checker) walkFrom(f *frame, seen map[*ssa.Function]int, depth int, visit func(*frame, ssa.CallInstruction) bool) (depends bool) {
	visits := seen[f.Fn]
	if visits >= maxVisits || depth > maxDepth {
		return false
	}
	seen[f.Fn] = maxVisits
	for _, b := range f.Fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			if _, starts := call.(*ssa.Go); starts {
				continue
			}
			depends = visit(f, call) || depends
			if next, ok := spawn.Runs(c.places, call.Common()); ok {
				depends = c.walkFrom(&frame{next, f, call}, seen, depth+1, visit) || depends
			}
		}
	}
	if depends {
		seen[f.Fn] = visits + 1
	}
	return depends
}

// at returns where to report a call that the goroutine makes in f: in the
// goroutine's function if that is a literal in the go statement, or in a literal
// within; else at the go statement.
func (s site) at(f *frame, call ssa.CallInstruction) token.Pos {
	if f == nil || !s.inline() {
		return s.instr.Pos()
	}
	for ; f.up != nil && !callee.Encloses(s.body.Fn, f.Fn); f = f.up {
		call = f.call
	}
	return call.Pos()
}

// trace tells how the goroutine gets from its start to a call in f.
func (s site) trace(f *frame, call ssa.CallInstruction, what string) []report.Step {
	start := "starts the goroutine"
	if s.subtest {
		start = "starts the subtest"
	}
	steps := []report.Step{{Goroutine: 2, Pos: call.Pos(), Text: what}}
	for ; f != nil && f.up != nil; f = f.up {
		steps = append(steps, report.Step{Goroutine: 2, Pos: f.call.Pos(), Text: "calls " + nameOf(f.Fn)})
	}
	steps = append(steps, report.Step{Goroutine: 1, Pos: s.instr.Pos(), Text: start})
	slices.Reverse(steps)
	return steps
}

// nameOf returns a function's name for people.
func nameOf(fn *ssa.Function) string {
	if fn.Parent() != nil {
		return "a function literal"
	}
	return fn.Name()
}
