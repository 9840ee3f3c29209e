package waitgroup

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
)

// maxSteps is how many blocks are visited, again and again, to enumerate the
// paths through a function.
const maxSteps = 2000

// paths is what the paths through a goroutine's function have in common: how
// often they call Done for one group.
type paths struct {
	c     *checker
	count map[ssa.Instruction]int  // how often Done is called at an instruction
	hands map[ssa.Instruction]bool // where somebody else may have been told to call it
	steps int

	min, max int
	least    *ssa.Return // one with the least number
	unclear  bool        // there are more paths, or some may be impossible
}

// condition identifies what a branch depends on.
type condition struct {
	op   token.Token
	x, y *place.Place
}

// branch is a decision that a path has taken.
type branch struct {
	cond condition
	is   bool
	prev *branch
}

func (b *branch) lookup(cond condition) (is, known bool) {
	for ; b != nil; b = b.prev {
		if b.cond == cond {
			return b.is, true
		}
	}
	return false, false
}

// follow enumerates the paths from the start of a function on.
func (p *paths) follow(fn *ssa.Function) {
	p.min = -1
	p.block(fn.Blocks[0], 0, false, nil)
	if p.min < 0 {
		p.unclear = true // it never returns
	}
}

// block continues a path, on which Done was called n times, at a block. On a
// murky path a condition was passed that may go with another one.
func (p *paths) block(b *ssa.BasicBlock, n int, murky bool, taken *branch) {
	p.steps++
	if p.steps > maxSteps {
		p.unclear = true
		return
	}
	for _, instr := range b.Instrs {
		n += p.count[instr]
		if p.hands[instr] {
			n, murky = n+1, true
		}
		if call, ok := instr.(*ssa.Call); ok && p.c.ends(call) {
			return
		}
	}
	switch last := b.Instrs[len(b.Instrs)-1].(type) {
	case *ssa.Return:
		p.end(last, n, murky)
	case *ssa.Jump:
		p.edge(b, b.Succs[0], n, murky, taken)
	case *ssa.If:
		cond, positive, clear := p.condition(last.Cond)
		for i, succ := range b.Succs {
			is := (i == 0) == positive
			if was, known := taken.lookup(cond); known && was != is {
				continue
			}
			p.edge(b, succ, n, murky || !clear, &branch{cond, is, taken})
		}
	}
}

// edge continues a path in another block, unless that starts the next iteration of
// a loop: one is like the other.
func (p *paths) edge(from, to *ssa.BasicBlock, n int, murky bool, taken *branch) {
	if !to.Dominates(from) {
		p.block(to, n, murky, taken)
	}
}

func (p *paths) end(ret *ssa.Return, n int, murky bool) {
	if murky {
		// Nobody is blamed for a path that may not exist.
		p.unclear = true
		return
	}
	if p.min < 0 || n < p.min {
		p.min, p.least = n, ret
	}
	p.max = max(p.max, n)
}

// condition returns what a branch depends on, whether it is that or its contrary,
// and whether it is clear what that is: of a variable that the function sets by
// itself, other branches may know the value.
func (p *paths) condition(v ssa.Value) (cond condition, positive, clear bool) {
	positive = true
	for {
		not, ok := v.(*ssa.UnOp)
		if !ok || not.Op != token.NOT {
			break
		}
		v, positive = not.X, !positive
	}
	if op, ok := v.(*ssa.BinOp); ok {
		cond = condition{op.Op, p.c.places.Of(op.X), p.c.places.Of(op.Y)}
		switch op.Op {
		case token.NEQ:
			cond.op, positive = token.EQL, !positive
		case token.GEQ:
			cond.op, positive = token.LSS, !positive
		case token.GTR:
			cond.op, cond.x, cond.y = token.LSS, cond.y, cond.x
		case token.LEQ:
			cond.op, cond.x, cond.y, positive = token.LSS, cond.y, cond.x, !positive
		}
		return cond, positive, !flag(op.X) && !flag(op.Y)
	}
	return condition{x: p.c.places.Of(v)}, positive, !flag(v)
}

// flag reports whether v is the value of a variable that has one of several
// constants, depending on the path.
func flag(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Phi:
		for _, e := range v.Edges {
			if _, ok := e.(*ssa.Const); ok {
				return true
			}
		}
	case *ssa.UnOp:
		if v.Op == token.MUL {
			switch v.X.(type) {
			case *ssa.Alloc, *ssa.FreeVar, *ssa.Global:
				return isBool(v.Type())
			}
		}
	}
	return false
}
