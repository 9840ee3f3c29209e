package spawnjoin

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/spawn"
	"github.com/conclint/conclint/internal/syncop"
)

// tail looks for anything in what a function does after it has started a goroutine
// that may wait for it.
type tail struct {
	c    *checker
	seen map[*ssa.Function]bool

	// unknown reports whether a call of what is not known may wait.
	unknown func(call *ssa.CallCommon) bool

	// sends says that who sends to the goroutine does not wait for what it
	// makes of the message.
	sends bool
}

// ends reports whether the function that starts a goroutine may return, or end the
// program, without having waited for it.
func (t *tail) ends(s spawn.Site) bool {
	waits, returns := false, false
	start := s.Instr
	t.c.endings().Reachable(start.Block(), index(start)+1, func(instr ssa.Instruction) {
		switch instr := instr.(type) {
		case *ssa.Return:
			returns = true
		case *ssa.Call:
			returns = returns || callee.Effect(&instr.Call).Kind == syncop.Exit
		}
		waits = waits || t.waits(instr)
	})
	for _, b := range start.Parent().Blocks {
		for _, instr := range b.Instrs {
			if d, ok := instr.(*ssa.Defer); ok {
				waits = waits || t.call(&d.Call)
			}
		}
	}
	return returns && !waits
}

func (t *tail) waits(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Send:
		return !t.sends
	case *ssa.Select:
		return instr.Blocking
	case *ssa.UnOp:
		return instr.Op == token.ARROW
	case *ssa.Call:
		return t.call(&instr.Call)
	}
	return false
}

func (t *tail) call(call *ssa.CallCommon) bool {
	if _, ok := call.Value.(*ssa.Builtin); ok {
		return false
	}
	if e, ok := syncop.Lookup(callee.Named(call)); ok {
		switch e.Kind {
		case syncop.Wait, syncop.CondWait, syncop.Acquire, syncop.TryAcquire, syncop.AtomicLoad, syncop.AtomicSwapIf:
			return true
		case syncop.Call, syncop.CallOnce:
			return e.Operand >= len(call.Args) || t.function(call.Args[e.Operand])
		}
		return false
	}
	if fn, ok := spawn.Callee(t.c.places, call); ok && fn.Fn.Synthetic == "" {
		return t.body(fn.Fn)
	}
	if !call.IsInvoke() && syncop.Quick(callee.Named(call)) {
		return false
	}
	return t.unknown(call)
}

func (t *tail) function(v ssa.Value) bool {
	fn, ok := spawn.Function(t.c.places, v)
	return !ok || t.body(fn.Fn)
}

// body reports whether a function may wait.
func (t *tail) body(fn *ssa.Function) bool {
	if t.seen[fn] {
		return false
	}
	t.seen[fn] = true
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if d, ok := instr.(*ssa.Defer); ok && t.call(&d.Call) || t.waits(instr) {
				return true
			}
		}
	}
	return false
}

// index returns an instruction's index in its block.
func index(instr ssa.Instruction) int {
	for i, x := range instr.Block().Instrs {
		if x == instr {
			return i
		}
	}
	return -1
}
