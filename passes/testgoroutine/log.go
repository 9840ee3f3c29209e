package testgoroutine

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/spawn"
	"github.com/conclint/conclint/internal/syncop"
)

// logs reports calls of a test's log by goroutines that nobody waits for. Both
// the goroutine and what the test does after its start must be known to the last
// call, or there might be a join in it.
func (c *checker) logs() {
	for _, fn := range c.funcs {
		for _, s := range c.sites(fn) {
			if _, ok := s.instr.(*ssa.Go); !ok || c.stoppable(s) {
				continue
			}
			q := &quiet{c: c, seen: make(map[*ssa.Function]bool)}
			if test, name := logs(s.instr.Common()); test != nil {
				q.found(nil, s.instr, test, name) // go t.Log()
			} else if !q.frame(&s.body) {
				continue
			}
			if q.log == nil || !c.lastsUntil(s, q) {
				continue
			}
			pos := s.at(q.in, q.log)
			c.findings = append(c.findings, report.Finding{
				Rule:  late,
				Pos:   pos,
				Args:  []any{q.name},
				Trace: s.trace(q.in, q.log, "calls "+q.name),
			})
		}
	}
}

// lastsUntil reports whether some test that starts the goroutine does nothing
// afterwards that takes time, until it ends.
func (c *checker) lastsUntil(s site, q *quiet) bool {
	if q.via {
		// The test is in an object: any one that gets here will do, since all
		// of them have the same kind of test in it.
		return c.endsAfter(s.instr, nil, make(map[*ssa.Function]bool))
	}
	p := c.place(q.in, q.test)
	for p != nil && p.Kind == place.Field {
		p = p.Parent
	}
	if p == nil || p.Kind != place.Local {
		return false
	}
	param, ok := p.Value.(*ssa.Parameter)
	return ok && syncop.IsTest(param.Type()) && callee.Encloses(param.Parent(), s.instr.Parent()) &&
		c.endsAfter(s.instr, param.Parent(), make(map[*ssa.Function]bool))
}

// endsAfter reports whether what a function does after an instruction, and what
// its callers do after calling it, up to the test, is quick. The test is that of
// the given function, or any if there is none.
func (c *checker) endsAfter(instr ssa.CallInstruction, test *ssa.Function, seen map[*ssa.Function]bool) bool {
	fn := instr.Parent()
	if seen[fn] {
		return false
	}
	seen[fn] = true
	q := &quiet{c: c, seen: make(map[*ssa.Function]bool), after: true}
	if !q.rest(instr) {
		return false
	}
	if isTestFunc(fn) && (test == nil || fn == test) {
		return true
	}
	return slices.ContainsFunc(c.callersOf(fn), func(call ssa.CallInstruction) bool {
		return c.endsAfter(call, test, seen)
	})
}

// isTestFunc reports whether fn is what package testing calls: a function of a
// test and nothing else.
func isTestFunc(fn *ssa.Function) bool {
	sig := fn.Signature
	return sig.Recv() == nil && sig.Params().Len() == 1 && sig.Results().Len() == 0 && syncop.IsTest(sig.Params().At(0).Type())
}

// callersOf returns the calls that run fn and the statements that start it in a
// goroutine.
func (c *checker) callersOf(fn *ssa.Function) []ssa.CallInstruction {
	if c.callers == nil {
		c.callers = make(map[*ssa.Function][]ssa.CallInstruction)
		for _, caller := range c.funcs {
			for _, b := range caller.Blocks {
				for _, instr := range b.Instrs {
					if call, ok := instr.(ssa.CallInstruction); ok {
						if f, ok := spawn.Reached(c.places, call.Common()); ok {
							c.callers[f.Fn] = append(c.callers[f.Fn], call)
						}
					}
				}
			}
		}
	}
	return c.callers[fn]
}

// stoppable reports whether the goroutine gets an object that has a method to
// stop or to wait for what it started.
func (c *checker) stoppable(s site) bool {
	return slices.ContainsFunc(s.body.Given(), func(v ssa.Value) bool {
		t := v.Type()
		for range 2 { // a captured variable is a pointer to it
			if hasStop(t) {
				return true
			}
			p, ok := types.Unalias(t).(*types.Pointer)
			if !ok {
				return false
			}
			t = p.Elem()
		}
		return hasStop(t)
	})
}

// stops are names of methods that end what an object has started.
var stops = []string{"Close", "Stop", "Shutdown", "Wait", "Cancel", "Done", "Join"}

func hasStop(t types.Type) bool {
	return slices.ContainsFunc(stops, func(name string) bool {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		_, ok := obj.(*types.Func)
		return ok
	})
}
