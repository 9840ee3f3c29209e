package spawnjoin

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/errval"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/spawn"
	"github.com/conclint/conclint/internal/syncop"
)

// handler reports a goroutine that uses what belongs to a request, though the
// request's handler may have returned by then.
func (c *checker) handler(s spawn.Site) {
	h := &handling{c: c, fn: s.Instr.Parent()}
	for _, p := range h.fn.Params {
		switch {
		case syncop.IsResponseWriter(p.Type()):
			h.writer = c.places.Of(p)
		case syncop.IsRequest(p.Type()):
			h.request = c.places.Of(p)
		}
	}
	if h.writer == nil {
		return
	}
	use, what, then := h.use(s)
	if what == "" || s.Fn != nil && c.signals(s.Fn, make(map[*ssa.Function]bool)) || s.Fn == nil && signalling(s) {
		return
	}
	t := &tail{c: c, seen: make(map[*ssa.Function]bool)}
	t.unknown = func(call *ssa.CallCommon) bool { return h.shares(s, call) }
	if !t.ends(s) {
		return
	}
	c.report(report.Finding{
		Rule: handlerRule,
		Pos:  use.Pos(),
		Args: []any{what, then},
		Trace: []report.Step{
			{Goroutine: 1, Pos: s.Instr.Pos(), Text: "starts the goroutine"},
			{Goroutine: 1, Pos: end(h.fn), Text: "returns"},
			{Goroutine: 2, Pos: use.Pos(), Text: "uses " + what},
		},
	})
}

// handling is the handling of a request by a function.
type handling struct {
	c               *checker
	fn              *ssa.Function
	writer, request *place.Place
}

// use returns where a goroutine uses what belongs to the request, what that is,
// and what becomes of it when the handler has returned.
func (h *handling) use(s spawn.Site) (at ssa.Instruction, what, then string) {
	if s.Fn == nil {
		what, then = h.call(s, s.Instr)
		return s.Instr, what, then
	}
	for _, b := range s.Fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case ssa.CallInstruction:
				if what, then = h.call(s, instr); what != "" {
					return instr, what, then
				}
			case *ssa.UnOp:
				if p := h.c.outside(s.Func, instr); instr.Op == token.MUL && h.request != nil && p.Kind == place.Deref && p.Parent.Kind == place.Field &&
					p.Parent.Name == "Body" && p.Parent.Parent == h.request {
					return instr, "the request's body", "it is closed"
				}
			}
		}
	}
	return nil, "", ""
}

// call returns what belongs to the request of what the goroutine gives to a
// function, and what becomes of it.
func (h *handling) call(s spawn.Site, instr ssa.CallInstruction) (what, then string) {
	common := instr.Common()
	for _, arg := range append(common.Args[:len(common.Args):len(common.Args)], common.Value) {
		switch {
		case h.c.outside(s.Func, arg) == h.writer:
			return "the ResponseWriter", "nobody may use it any more"
		case syncop.IsContext(arg.Type()) && arg != common.Value && mayFail(common) && h.isContext(s, arg):
			return "the request's context", "it is cancelled"
		}
	}
	return "", ""
}

// signalling reports whether a function that is not known is given something by
// which it could tell others that it is done.
func signalling(s spawn.Site) bool {
	return slices.ContainsFunc(s.Instr.Common().Args, func(v ssa.Value) bool {
		switch v.Type().Underlying().(type) {
		case *types.Chan, *types.Signature, *types.Pointer:
			return !syncop.IsRequest(v.Type())
		}
		return false
	})
}

// isContext reports whether v is the request's context, or one that is done when
// that is.
func (h *handling) isContext(s spawn.Site, v ssa.Value) bool {
	p := h.c.outside(s.Func, v)
	for range maxDerived {
		var c *ssa.Call
		switch v := p.Value.(type) {
		case *ssa.Call:
			c = v
		case *ssa.Extract:
			c, _ = v.Tuple.(*ssa.Call)
		}
		if c == nil {
			return false
		}
		switch e := callee.Effect(&c.Call); {
		case e.Kind == syncop.MakeCancel, e.Kind == syncop.DeriveContext:
			p = h.c.outside(s.Func, c.Call.Args[0])
			continue
		}
		fn := callee.Named(&c.Call)
		return h.request != nil && fn != nil && fn.Name() == "Context" && len(c.Call.Args) == 1 && h.c.outside(s.Func, c.Call.Args[0]) == h.request
	}
	return false
}

// maxDerived is how many contexts may be derived from one another.
const maxDerived = 8

// mayFail reports whether a call returns an error: then it has one for a context
// that is cancelled, while others only look for values in it.
func mayFail(call *ssa.CallCommon) bool {
	results := call.Signature().Results()
	for i := range results.Len() {
		if errval.Is(results.At(i).Type()) {
			return true
		}
	}
	return false
}

// shares reports whether a call is given something through which its function
// could meet the goroutine.
func (h *handling) shares(s spawn.Site, call *ssa.CallCommon) bool {
	if !call.IsInvoke() && call.StaticCallee() == nil {
		return true
	}
	args := call.Args
	if call.IsInvoke() {
		args = append(args[:len(args):len(args)], call.Value)
	}
	for _, arg := range args {
		p := h.c.places.Of(arg)
		if _, basic := arg.Type().Underlying().(*types.Basic); basic || p == h.writer || p == h.request || syncop.IsContext(arg.Type()) || p.Kind == place.Const {
			continue
		}
		if made(p) {
			return true
		}
		for _, v := range s.Given() {
			if g := h.c.object(v); g.Root() == p.Root() && g != h.writer && g != h.request {
				return true
			}
		}
	}
	return false
}

// made reports whether an object was made for the handling of the request, or is
// what some function returned: it may know others, as an end of a pipe does.
func made(p *place.Place) bool {
	switch p.Root().Value.(type) {
	case *ssa.Call, *ssa.Extract, *ssa.Alloc:
		return true
	}
	return false
}

// signals reports whether a function tells others how far it has come.
func (c *checker) signals(fn *ssa.Function, seen map[*ssa.Function]bool) bool {
	if seen[fn] {
		return false
	}
	seen[fn] = true
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Send, *ssa.Select:
				return true
			case ssa.CallInstruction:
				common := instr.Common()
				if b, ok := common.Value.(*ssa.Builtin); ok {
					if b.Name() == "close" {
						return true
					}
					continue
				}
				switch callee.Effect(common).Kind {
				case syncop.Count, syncop.CondWake:
					return true
				}
				f, ok := spawn.Callee(c.places, common)
				if ok && c.signals(f.Fn, seen) || !ok && !common.IsInvoke() && common.StaticCallee() == nil {
					return true
				}
			}
		}
	}
	return false
}
