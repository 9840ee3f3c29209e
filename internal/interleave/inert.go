package interleave

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/syncop"
)

// inert reports whether a call of fn does nothing that matters here: no
// synchronisation, no call of unknown code, no pointers in or out.
func (c *code) inert(fn *ssa.Function) bool {
	if is, ok := c.calm[fn]; ok {
		return is
	}
	c.calm[fn] = true // for recursion
	is := c.findInert(fn)
	c.calm[fn] = is
	return is
}

func (c *code) findInert(fn *ssa.Function) bool {
	for v := range fn.Signature.Results().Variables() {
		if _, basic := v.Type().Underlying().(*types.Basic); !basic && !isError(v.Type()) {
			return false
		}
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Go, *ssa.Send, *ssa.Select, *ssa.MakeChan, *ssa.Panic, *ssa.MakeClosure:
				return false
			case *ssa.UnOp:
				if instr.Op == token.ARROW {
					return false
				}
			case *ssa.Store:
				if _, local := instr.Addr.(*ssa.Alloc); !local {
					return false
				}
			case *ssa.MapUpdate:
				return false
			case ssa.CallInstruction:
				if b, ok := instr.Common().Value.(*ssa.Builtin); ok {
					if b.Name() == "close" || b.Name() == "panic" {
						return false
					}
					continue
				}
				fn := instr.Common().StaticCallee()
				if fn == nil {
					return false
				}
				if len(fn.Blocks) > 0 {
					if !c.inert(fn) {
						return false
					}
					continue
				}
				if e, ok := effect(instr.Common(), target{fn: fn}); ok && e.Kind != syncop.None || fn.Pkg == nil || !passive(fn.Pkg.Pkg.Path()) {
					return false
				}
			}
		}
	}
	return true
}

func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}
