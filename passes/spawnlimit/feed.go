package spawnlimit

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/loop"
	"github.com/conclint/conclint/internal/syncop"
)

// source is where a loop gets its work from.
type source uint8

const (
	nowhere source = iota
	accepts        // connections that others open
	queue          // messages of a channel
	each           // the elements of what the function was given, or of what another returned
)

// feed is what makes a loop start one goroutine after the other.
type feed struct {
	loop *loop.Loop
	from source
	at   ssa.Instruction // that waits for the next, or nil
	what ssa.Value       // the channel, or what the elements are of
}

// feedOf returns the first thing that feeds one of the loops around a start, the
// inner ones first.
func (c *checker) feedOf(start ssa.CallInstruction) feed {
	for _, l := range loop.Around(start) {
		if f := c.feed(l, start); f.from != nowhere {
			return f
		}
	}
	return feed{}
}

func (c *checker) feed(l *loop.Loop, start ssa.CallInstruction) feed {
	var found feed
	for b := range l.Blocks {
		for _, instr := range b.Instrs {
			if !before(instr, start) {
				continue
			}
			f := c.waitsFor(instr, start)
			if f.from != nowhere && (found.at == nil || before(found.at, instr)) {
				f.loop = l
				found = f
			}
		}
	}
	if found.from != nowhere {
		return found
	}
	x := l.Ranges()
	if bound, ok := l.Bound().(*ssa.Call); ok && x == nil {
		if b, ok := bound.Call.Value.(*ssa.Builtin); ok && b.Name() == "len" {
			x = bound.Call.Args[0]
		}
	}
	if x != nil && c.given(x) {
		return feed{loop: l, from: each, what: x}
	}
	return feed{}
}

// waitsFor says what an instruction waits for before the start: of the cases of a
// select statement only one leads there.
func (c *checker) waitsFor(instr ssa.Instruction, start ssa.CallInstruction) feed {
	switch instr := instr.(type) {
	case *ssa.Call:
		if syncop.Accepts(callee.Named(&instr.Call)) {
			return feed{from: accepts, at: instr}
		}
	case *ssa.UnOp:
		if instr.Op == token.ARROW && isMessage(instr.X) {
			return feed{from: queue, at: instr, what: instr.X}
		}
	case *ssa.Select:
		for i, s := range instr.States {
			if s.Send == nil && isMessage(s.Chan) && caseLeadsTo(instr, i, start.Block()) {
				return feed{from: queue, at: instr, what: s.Chan}
			}
		}
	}
	return feed{}
}

// caseLeadsTo reports whether the block is only reached by case i of a select
// statement.
func caseLeadsTo(sel *ssa.Select, i int, to *ssa.BasicBlock) bool {
	for _, ref := range *sel.Referrers() {
		e, ok := ref.(*ssa.Extract)
		if !ok || e.Index != 0 {
			continue
		}
		for _, ref := range *e.Referrers() {
			op, ok := ref.(*ssa.BinOp)
			if !ok || op.Op != token.EQL {
				continue
			}
			if k, ok := op.Y.(*ssa.Const); !ok || int(k.Int64()) != i {
				continue
			}
			for _, ref := range *op.Referrers() {
				if branch, ok := ref.(*ssa.If); ok && branch.Block().Succs[0].Dominates(to) {
					return true
				}
			}
		}
	}
	return false
}

// isMessage reports whether what comes from a channel says anything but when.
func isMessage(ch ssa.Value) bool {
	t := ch.Type().Underlying().(*types.Chan).Elem()
	if st, ok := t.Underlying().(*types.Struct); ok && st.NumFields() == 0 {
		return false
	}
	return !syncop.IsTime(t)
}

// given reports whether v, something with elements, is what a function was given
// or what another returned, so that there may be any number of them. Who writes
// the arguments of a variadic function knows how many they are.
func (c *checker) given(v ssa.Value) bool {
	switch v := c.places.Of(v).Value.(type) {
	case *ssa.Parameter:
		fn := v.Parent()
		return !fn.Signature.Variadic() || v != fn.Params[len(fn.Params)-1]
	case *ssa.Call:
		_, builtin := v.Call.Value.(*ssa.Builtin)
		return !builtin
	case *ssa.Extract:
		_, ok := v.Tuple.(*ssa.Call)
		return ok
	}
	return false
}

// before reports whether a has run whenever b runs.
func before(a, b ssa.Instruction) bool {
	if a.Block() == b.Block() {
		for _, instr := range a.Block().Instrs {
			if instr == a || instr == b {
				return instr == a && a != b
			}
		}
	}
	return a.Block().Dominates(b.Block())
}
