package spawnjoin

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/loop"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/spawn"
	"github.com/conclint/conclint/internal/syncop"
)

// outlives reports a goroutine that works for an object which has a method to end
// it, if that method can't know of the goroutine: it tells nobody that it is done,
// and looks at nothing that might tell it to end.
func (c *checker) outlives(s spawn.Site, stop *types.Func) {
	if _, ok := s.Instr.(*ssa.Go); !ok || s.Fn.Object() == types.Object(stop) {
		return // a timer's function, or one of a group's
	}
	if c.signals(s.Fn, make(map[*ssa.Function]bool)) || c.listens(s.Fn, make(map[*ssa.Function]bool)) || c.endedBy(s.Fn, stop) {
		return
	}
	c.report(report.Finding{
		Rule: outliveRule,
		Pos:  s.Instr.Pos(),
		Args: []any{methodName(stop), nameOf(s.Fn)},
		Trace: []report.Step{
			{Goroutine: 1, Pos: s.Instr.Pos(), Text: "starts the goroutine"},
			{Goroutine: 1, Pos: stop.Pos(), Text: "ends the object, though the goroutine may still run"},
		},
	})
}

// endedBy reports whether the method calls another one of an object on which the
// goroutine calls one, too: to close a server is to end what serves. Or it is the
// goroutine that ends the object.
func (c *checker) endedBy(fn *ssa.Function, stop *types.Func) bool {
	ends := fn.Prog.FuncValue(stop)
	if ends == nil {
		return false
	}
	used := c.receivers(fn)
	for class, method := range c.receivers(ends) {
		if name := used[class]; name != "" && name != method {
			return true
		}
	}
	return slices.ContainsFunc(fn.Blocks, func(b *ssa.BasicBlock) bool {
		return slices.ContainsFunc(b.Instrs, func(instr ssa.Instruction) bool {
			call, ok := instr.(ssa.CallInstruction)
			return ok && callee.Named(call.Common()) == stop
		})
	})
}

// receivers returns the classes of the objects on which a function itself calls
// methods that are not the package's, nor those of locks and the like, with the
// name of a method.
func (c *checker) receivers(fn *ssa.Function) map[string]string {
	out := make(map[string]string)
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			common := call.Common()
			v := common.Value
			if !common.IsInvoke() {
				if callee.Body(common) != nil || common.Signature().Recv() == nil || len(common.Args) == 0 {
					continue
				}
				v = common.Args[0]
			}
			if _, known := syncop.Lookup(callee.Named(common)); known {
				continue
			}
			if class := c.places.Of(v).Class(); class != "" && callee.Named(common) != nil {
				out[class] = callee.Named(common).Name()
			}
		}
	}
	return out
}

// listens reports whether a function receives from channels, has a context, or goes
// on until something tells it to end: it has a loop that does not count.
func (c *checker) listens(fn *ssa.Function, seen map[*ssa.Function]bool) bool {
	if seen[fn] {
		return false
	}
	seen[fn] = true
	if slices.ContainsFunc(loop.Of(fn), func(l *loop.Loop) bool { return l.Bound() == nil && l.Ranges() == nil }) {
		return true
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Select:
				return true
			case *ssa.UnOp:
				if instr.Op == token.ARROW {
					return true
				}
			case ssa.CallInstruction:
				common := instr.Common()
				if slices.ContainsFunc(append(common.Args[:len(common.Args):len(common.Args)], common.Value), isContext) {
					return true
				}
				if f, ok := spawn.Callee(c.places, instr.Common()); ok && c.listens(f.Fn, seen) {
					return true
				}
			}
		}
	}
	return false
}

func isContext(v ssa.Value) bool { return syncop.IsContext(v.Type()) }

// test reports a goroutine that a test starts and that never ends.
func (c *checker) test(s spawn.Site) {
	at, ok := c.endings().Endless(s.Fn)
	if !ok {
		return
	}
	c.report(report.Finding{
		Rule: testRule,
		Pos:  s.Instr.Pos(),
		Args: []any{nameOf(s.Fn)},
		Trace: []report.Step{
			{Goroutine: 1, Pos: s.Instr.Pos(), Text: "starts the goroutine"},
			{Goroutine: 2, Pos: at.Pos(), Text: c.forEver(at)},
		},
	})
}
