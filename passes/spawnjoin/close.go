package spawnjoin

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/spawn"
	"github.com/conclint/conclint/internal/syncop"
)

// closes reports a goroutine that never ends, though the object that it works for
// has a method that is to end it.
func (c *checker) closes(s spawn.Site) {
	stop := c.stop(s)
	if stop == nil {
		return
	}
	at, ok := c.endings().Endless(s.Fn)
	if !ok {
		if rules.Enabled(outliveRule) {
			c.outlives(s, stop)
		}
		return
	}
	c.report(report.Finding{
		Rule: closeRule,
		Pos:  s.Instr.Pos(),
		Args: []any{nameOf(s.Fn), methodName(stop)},
		Trace: []report.Step{
			{Goroutine: 1, Pos: s.Instr.Pos(), Text: "starts the goroutine"},
			{Goroutine: 2, Pos: at.Pos(), Text: c.forEver(at)},
			{Goroutine: 1, Pos: stop.Pos(), Text: "ends the object, but not the goroutine"},
		},
	})
}

// forEver says what a goroutine does for ever at an instruction.
func (c *checker) forEver(at ssa.Instruction) string {
	if c.endings().Ends(at) {
		return "waits for what never comes"
	}
	return "comes here again and again"
}

// stop returns the method that ends the object which a goroutine works for: one
// that it is a method of, or that its starter made, or is a method of, and gave
// to it.
func (c *checker) stop(s spawn.Site) *types.Func {
	if s.Fn.Signature.Recv() != nil && len(s.Args) > 0 {
		if m := stopMethod(s.Args[0].Type()); m != nil {
			return m
		}
	}
	for _, v := range s.Given() {
		p := c.object(v)
		if !owned(p, s.Instr.Parent()) {
			continue
		}
		if m := stopMethod(v.Type()); m != nil {
			return m
		}
		if m := stopMethod(p.Root().Value.Type()); m != nil {
			return m
		}
	}
	return nil
}

// object returns the place of what a goroutine is given, or of what is in the
// variable that it captures.
func (c *checker) object(v ssa.Value) *place.Place {
	p := c.places.Of(v)
	if ptr, ok := types.Unalias(v.Type()).(*types.Pointer); ok {
		if _, ok := ptr.Elem().Underlying().(*types.Pointer); ok {
			return c.places.Deref(p)
		}
	}
	return p
}

// owned reports whether an object belongs to fn, which made it, or to the object
// of which fn is a method. A literal is a part of the function around it.
func owned(p *place.Place, fn *ssa.Function) bool {
	if p.Kind == place.Deref && p.Parent.Kind == place.Local {
		return false // a variable that has held others
	}
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	switch v := p.Root().Value.(type) {
	case *ssa.Alloc:
		return true
	case *ssa.Parameter:
		return fn.Signature.Recv() != nil && len(fn.Params) > 0 && v == fn.Params[0]
	}
	return false
}

// stops are names of methods that end an object.
var stops = []string{"Close", "Stop", "Shutdown", "GracefulStop", "Terminate", "Destroy"}

// stopMethod returns the method, one of the package's own, that ends an object of
// the type, if it has one.
func stopMethod(t types.Type) *types.Func {
	for range 2 { // a captured variable is a pointer to it
		if p, ok := types.Unalias(t).(*types.Pointer); ok {
			t = p.Elem()
		}
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return nil
	}
	for m := range n.Origin().Methods() {
		if slices.ContainsFunc(stops, func(name string) bool { return strings.EqualFold(m.Name(), name) }) && endsAll(m.Signature()) {
			return m
		}
	}
	return nil
}

// endsAll reports whether a method is told nothing but how long it may take: else
// it may end only what it is told to.
func endsAll(sig *types.Signature) bool {
	return sig.Params().Len() == 0 || sig.Params().Len() == 1 && syncop.IsContext(sig.Params().At(0).Type())
}
