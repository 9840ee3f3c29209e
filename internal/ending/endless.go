package ending

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/syncop"
)

// Endless reports whether a goroutine that runs fn never ends while the program
// runs, and where it is then: the wait, or else some other place, that it comes
// to for ever.
func (t *Table) Endless(fn *ssa.Function) (at ssa.Instruction, ok bool) {
	if len(fn.Blocks) == 0 || t.Returns(fn) {
		return nil, false
	}
	e := &endless{table: t, seen: make(map[*ssa.Function]bool)}
	e.function(fn)
	if e.unwinds {
		return nil, false
	}
	switch {
	case e.stuck != nil:
		return e.stuck, true
	case e.waits != nil:
		return e.waits, true
	}
	return e.works, e.works != nil
}

// endless looks at what a goroutine comes to that does not return.
type endless struct {
	table *Table
	seen  map[*ssa.Function]bool

	unwinds bool            // it may end all the same
	stuck   ssa.Instruction // where it waits for what never comes
	waits   ssa.Instruction // where it waits in a loop
	works   ssa.Instruction // something else in a loop
}

func (e *endless) function(fn *ssa.Function) {
	if e.seen[fn] {
		return
	}
	e.seen[fn] = true
	reach := make(map[*ssa.BasicBlock]bool)
	var all []ssa.Instruction
	e.table.Reachable(fn.Blocks[0], 0, func(instr ssa.Instruction) {
		reach[instr.Block()] = true
		all = append(all, instr)
	})
	for _, instr := range all {
		c, isCall := instr.(*ssa.Call)
		switch {
		case isCall && callee.Effect(&c.Call).Kind == syncop.Unwind:
			e.unwinds = true
		case isCall && e.table.Ends(c) && callee.Body(&c.Call) != nil:
			e.function(callee.Body(&c.Call))
		case !isCall && e.table.Ends(instr):
			first(&e.stuck, instr)
		case !e.again(instr, reach):
		case waits(instr):
			first(&e.waits, instr)
		case isCall:
			first(&e.works, instr)
		}
	}
	if e.works == nil && e.waits == nil && e.stuck == nil {
		for _, instr := range all {
			if instr.Pos().IsValid() && e.again(instr, reach) {
				first(&e.works, instr)
			}
		}
	}
}

// again reports whether an instruction, which is reachable, may run again.
func (e *endless) again(instr ssa.Instruction, reach map[*ssa.BasicBlock]bool) bool {
	seen := make(map[*ssa.BasicBlock]bool)
	work := []*ssa.BasicBlock{instr.Block()}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		for k, succ := range b.Succs {
			if succ == instr.Block() {
				return true
			}
			if reach[succ] && !seen[succ] && !e.table.Never(b, k) {
				seen[succ] = true
				work = append(work, succ)
			}
		}
	}
	return false
}

// first notes an instruction that people can be shown, unless there is one.
func first(at *ssa.Instruction, instr ssa.Instruction) {
	if *at == nil && instr.Pos().IsValid() {
		*at = instr
	}
}

// waits reports whether an instruction may wait for long.
func waits(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.UnOp:
		return instr.Op == token.ARROW
	case *ssa.Select:
		return instr.Blocking
	case *ssa.Call:
		return callee.Effect(&instr.Call).Kind == syncop.CondWait
	}
	return false
}
