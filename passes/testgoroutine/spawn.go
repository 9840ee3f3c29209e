package testgoroutine

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/syncop"
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

// spawn is an instruction that starts a goroutine.
type spawn struct {
	instr   ssa.CallInstruction
	body    frame
	subtest bool // the goroutine is that of a subtest
}

// frame is a call of a function, seen from where its goroutine was started.
type frame struct {
	fn    *ssa.Function
	args  []ssa.Value // of the call, the receiver being number 0; nil where only the callee knows them
	binds []ssa.Value // what the closure was made of
	up    *frame      // the caller, in the same goroutine; nil for the goroutine's first function
	call  ssa.CallInstruction
}

// spawns returns the goroutines that fn itself starts and whose function is known.
func (c *checker) spawns(fn *ssa.Function) []spawn {
	var out []spawn
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			if s, ok := c.spawn(call); ok {
				out = append(out, s)
			}
		}
	}
	return out
}

func (c *checker) spawn(call ssa.CallInstruction) (spawn, bool) {
	common := call.Common()
	if subtest(common) {
		f, ok := c.function(common.Args[len(common.Args)-1])
		return spawn{call, f, true}, ok
	}
	if obj := named(common); obj != nil {
		if e, ok := syncop.Lookup(obj); ok && e.Kind == syncop.Spawn {
			if e.Operand >= len(common.Args) {
				return spawn{}, false
			}
			f, ok := c.function(common.Args[e.Operand])
			return spawn{call, f, false}, ok
		}
	}
	if _, ok := call.(*ssa.Go); !ok {
		return spawn{}, false
	}
	f, ok := c.callee(common)
	return spawn{call, f, false}, ok
}

// callee returns the frame of the one function that a call reaches.
func (c *checker) callee(call *ssa.CallCommon) (frame, bool) {
	if call.IsInvoke() {
		return frame{}, false
	}
	f, ok := c.function(call.Value)
	f.args = call.Args
	return f, ok
}

// function returns the function that a value always is. A variable that is
// written once always is what was written.
func (c *checker) function(v ssa.Value) (frame, bool) {
	p := c.places.Of(v)
	if p.Kind != place.Local {
		return frame{}, false
	}
	switch v := p.Value.(type) {
	case *ssa.Function:
		return frame{fn: origin(v)}, true
	case *ssa.MakeClosure:
		return frame{fn: v.Fn.(*ssa.Function), binds: v.Bindings}, true
	}
	return frame{}, false
}

// place returns what v, a value of the frame's function, is to the function
// that started the goroutine.
func (c *checker) place(f *frame, v ssa.Value) *place.Place {
	p := c.places.Of(v)
	for ; f != nil && p != nil; f = f.up {
		p = c.places.Subst(p, func(root *place.Place) *place.Place {
			if root.Kind == place.FreeVar && root.Index < len(f.binds) {
				return c.places.Of(f.binds[root.Index])
			}
			for i, param := range f.fn.Params {
				if root.Value == param && i < len(f.args) {
					return c.places.Of(f.args[i])
				}
			}
			return root
		})
	}
	return p
}

// inline reports whether the goroutine's function is a literal that stands in
// the very statement that starts it, so that what it does is done there.
func (s spawn) inline() bool {
	start := s.instr.Pos()
	return s.body.fn.Parent() != nil && start.IsValid() && s.body.fn.Pos() > start
}

// maxDepth is how many calls deep a goroutine is followed.
const maxDepth = 8

// walk calls visit for the calls, deferred ones too, that a goroutine makes
// within the package; each function is visited once.
func (c *checker) walk(f *frame, visit func(f *frame, call ssa.CallInstruction)) {
	c.walkFrom(f, make(map[*ssa.Function]bool), 0, visit)
}

func (c *checker) walkFrom(f *frame, seen map[*ssa.Function]bool, depth int, visit func(*frame, ssa.CallInstruction)) {
	if seen[f.fn] || depth > maxDepth {
		return
	}
	seen[f.fn] = true
	for _, b := range f.fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			if _, starts := call.(*ssa.Go); starts {
				continue
			}
			visit(f, call)
			next, ok := c.calls(call)
			if ok {
				next.up, next.call = f, call
				c.walkFrom(&next, seen, depth+1, visit)
			}
		}
	}
}

// calls returns the frame of the function of the package that the call runs
// in the same goroutine.
func (c *checker) calls(call ssa.CallInstruction) (frame, bool) {
	common := call.Common()
	if obj := named(common); obj != nil {
		e, ok := syncop.Lookup(obj)
		if ok && (e.Kind == syncop.Call || e.Kind == syncop.CallOnce) && e.Operand < len(common.Args) {
			return c.function(common.Args[e.Operand])
		}
		if ok && e.Kind != syncop.None {
			return frame{}, false
		}
	}
	return c.callee(common)
}

// at returns where to report a call that the goroutine makes in f: in the
// goroutine's function if that is a literal in the go statement, or in a literal
// within; else at the go statement.
func (s spawn) at(f *frame, call ssa.CallInstruction) token.Pos {
	if f == nil || !s.inline() {
		return s.instr.Pos()
	}
	for ; f.up != nil && !encloses(s.body.fn, f.fn); f = f.up {
		call = f.call
	}
	return call.Pos()
}

// trace tells how the goroutine gets from its start to a call in f.
func (s spawn) trace(f *frame, call ssa.CallInstruction, what string) []report.Step {
	start := "starts the goroutine"
	if s.subtest {
		start = "starts the subtest"
	}
	steps := []report.Step{{Goroutine: 2, Pos: call.Pos(), Text: what}}
	for ; f != nil && f.up != nil; f = f.up {
		steps = append(steps, report.Step{Goroutine: 2, Pos: f.call.Pos(), Text: "calls " + nameOf(f.fn)})
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
