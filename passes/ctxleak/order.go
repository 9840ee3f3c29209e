package ctxleak

import (
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/order"
)

// reaches reports whether control can get from behind the instruction to
// another, or to itself again. Unlike [order.Reaches] it knows which calls do
// not return.
func (c *checker) reaches(from, to ssa.Instruction) bool {
	found := false
	c.endings.Reachable(from.Block(), order.Index(from)+1, func(instr ssa.Instruction) { found = found || instr == to })
	return found
}
