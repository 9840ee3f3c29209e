package interleave

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/syncop"
)

// entries returns the functions to begin with: those that make channels or
// start goroutines, those that get them from others, and those that drive
// others for tests. Test files are left out: a test that hangs is noticed, and
// what one leaves behind is of no consequence.
func entries(pass *analysis.Pass, pkg *model.Package) []*ssa.Function {
	var out []*ssa.Function
	for _, fn := range pkg.Funcs() {
		fn := fn.Fn
		if fn.Parent() != nil || fn.TypeParams().Len() > 0 || fn.Synthetic != "" {
			continue
		}
		if strings.HasSuffix(pass.Fset.Position(fn.Pos()).Filename, "_test.go") {
			continue
		}
		if isTest(fn) || starts(fn) || obtains(fn) {
			out = append(out, fn)
		}
	}
	return out
}

func isTest(fn *ssa.Function) bool {
	params := fn.Signature.Params()
	return strings.HasPrefix(fn.Name(), "Test") && params.Len() == 1 && syncop.IsTest(params.At(0).Type())
}

// starts reports whether the function, or a literal in it, starts goroutines
// or makes channels.
func starts(fn *ssa.Function) bool {
	return contains(fn, func(instr ssa.Instruction) bool {
		_, makes := instr.(*ssa.MakeChan)
		return makes || startsGoroutine(instr)
	})
}

// startsGoroutine reports whether an instruction starts a goroutine.
func startsGoroutine(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Go:
		return true
	case *ssa.Call:
		e, ok := effect(&instr.Call, callee{fn: instr.Call.StaticCallee()})
		return ok && e.Kind == syncop.Spawn
	}
	return false
}

// contains reports whether an instruction of the function, or of a literal in
// it, is as asked.
func contains(fn *ssa.Function, is func(ssa.Instruction) bool) bool {
	return slices.ContainsFunc(fn.Blocks, func(b *ssa.BasicBlock) bool { return slices.ContainsFunc(b.Instrs, is) }) ||
		slices.ContainsFunc(fn.AnonFuncs, func(lit *ssa.Function) bool { return contains(lit, is) })
}

// obtains reports whether the function calls one that starts or makes
// something and returns what may lead there: how the caller goes on says more
// than that function itself.
func obtains(fn *ssa.Function) bool {
	return contains(fn, func(instr ssa.Instruction) bool {
		call, ok := instr.(ssa.CallInstruction)
		if !ok {
			return false
		}
		callee := call.Common().StaticCallee()
		return callee != nil && callee.Parent() == nil && len(callee.Blocks) > 0 &&
			returnsReferences(callee.Signature.Results()) && starts(callee)
	})
}
