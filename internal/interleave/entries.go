package interleave

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/loop"
	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/syncop"
)

// entries returns the functions to begin with: those that make channels or
// start goroutines, those that get them from others, and those that drive
// others for tests; literals, too, if exploring what is around them does not
// show much of what they do. Test files are left out: a test that hangs is noticed, and
// what one leaves behind is of no consequence.
func entries(pass *analysis.Pass, pkg *model.Package) []*ssa.Function {
	var out []*ssa.Function
	for _, fn := range pkg.Funcs() {
		fn := fn.Fn
		if fn.Parent() != nil && !apart(fn) || callee.Outermost(fn).TypeParams().Len() > 0 || fn.Synthetic != "" {
			continue
		}
		if callee.InTestFile(fn) {
			continue
		}
		if isTest(fn) || starts(fn) || obtains(fn) {
			out = append(out, fn)
		}
	}
	return out
}

// apart reports whether a literal is given to others, who call it whenever they
// like, or is started again and again by a loop.
func apart(lit *ssa.Function) bool {
	return slices.ContainsFunc(*lit.Referrers(), func(ref ssa.Instruction) bool {
		if mc, ok := ref.(*ssa.MakeClosure); ok {
			return slices.ContainsFunc(*mc.Referrers(), func(use ssa.Instruction) bool { return sendsOff(use, mc) })
		}
		return sendsOff(ref, lit)
	})
}

// sendsOff reports whether a use of the function value v gives it to others, or
// starts it in a loop.
func sendsOff(use ssa.Instruction, v ssa.Value) bool {
	switch use := use.(type) {
	case *ssa.DebugRef:
		return false
	case *ssa.Go:
		return use.Call.Value != v || loop.Innermost(use) != nil
	case ssa.CallInstruction:
		return use.Common().Value != v
	case *ssa.Store:
		_, local := use.Addr.(*ssa.Alloc)
		return !local
	}
	return true
}

func isTest(fn *ssa.Function) bool {
	params := fn.Signature.Params()
	return strings.HasPrefix(fn.Name(), "Test") && params.Len() == 1 && syncop.IsTest(params.At(0).Type())
}

// starts reports whether the function, or a literal in it, starts goroutines
// or makes channels or semaphores.
func starts(fn *ssa.Function) bool {
	return contains(fn, func(instr ssa.Instruction) bool {
		_, makes := instr.(*ssa.MakeChan)
		return makes || startsGoroutine(instr) || kindOf(instr) == syncop.MakeSemaphore
	})
}

// startsGoroutine reports whether an instruction starts a goroutine.
func startsGoroutine(instr ssa.Instruction) bool {
	_, ok := instr.(*ssa.Go)
	return ok || kindOf(instr) == syncop.Spawn
}

// kindOf returns what the table says of the function that an instruction calls,
// if it calls one.
func kindOf(instr ssa.Instruction) syncop.Kind {
	if call, ok := instr.(*ssa.Call); ok {
		if e, ok := effect(&call.Call, target{fn: call.Call.StaticCallee()}); ok {
			return e.Kind
		}
	}
	return syncop.None
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
		fn := call.Common().StaticCallee()
		return fn != nil && fn.Parent() == nil && len(fn.Blocks) > 0 &&
			returnsReferences(fn.Signature.Results()) && starts(fn)
	})
}
