package ends

import (
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/loop"
)

// ender finds ways through functions on which none of some operations happens.
type ender struct {
	actors *actors
	ops    []*Op
	memo   map[*ssa.Function]*exit
	loops  map[*ssa.Function][]*loop.Loop
	never  map[selectCase]bool // cases that no way can take
}

// selectCase is a case of a select statement.
type selectCase struct {
	sel ssa.Instruction
	n   int
}

func newEnder(a *actors, ops []*Op) *ender {
	return &ender{actors: a, ops: ops, memo: make(map[*ssa.Function]*exit), loops: make(map[*ssa.Function][]*loop.Loop)}
}

// exit is the end of such a way.
type exit struct {
	reason ssa.Instruction // the last select on it, or the call that fails
	ret    ssa.Instruction
}

// step is a block that such a way leads to.
type step struct {
	block *ssa.BasicBlock
	known known
	last  exit // the last decision on the way, perhaps in a callee
}

// exit returns a way through fn, or nil.
func (e *ender) exit(fn *ssa.Function) *exit {
	if x, ok := e.memo[fn]; ok {
		return x
	}
	e.memo[fn] = nil // a recursion that has no other end has none
	e.memo[fn] = e.from(fn.Blocks[0])
	return e.memo[fn]
}

// from returns a way from a block to the function's end, or nil.
func (e *ender) from(b *ssa.BasicBlock) *exit {
	seen := make(map[string]bool)
	queue := []step{{block: b}}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		key := s.key()
		if seen[key] || len(seen) > maxWays || !e.passes(&s) {
			continue
		}
		seen[key] = true
		last := s.block.Instrs[len(s.block.Instrs)-1]
		if _, ok := last.(*ssa.Return); ok {
			x := &exit{s.last.reason, last}
			if s.last.ret != nil {
				x = &s.last
			}
			return x
		}
		for n, succ := range s.block.Succs {
			sel, k := selected(s.block, n)
			if sel != nil && (has(e.ops, sel, k) || e.never[selectCase{sel, k}]) || s.known.excludes(s.block, n) || e.drains(s.block, succ) {
				continue
			}
			next := step{succ, s.known.enter(s.block, succ), s.last}
			if sel != nil {
				next.last = exit{reason: sel}
			}
			queue = append(queue, next)
		}
	}
	return nil
}

// maxWays bounds the blocks, with what is known there, that are looked at in
// one function.
const maxWays = 2000

// passes reports whether a way can lead through a block with none of the
// operations, be it when the function returns.
func (e *ender) passes(s *step) bool {
	for _, instr := range s.block.Instrs {
		if has(e.ops, instr, -1) {
			return false
		}
		call, ok := instr.(ssa.CallInstruction)
		if _, spawned := instr.(*ssa.Go); !ok || spawned {
			continue
		}
		fn := e.actors.callee(call)
		if fn == nil {
			continue
		}
		x := e.exit(fn)
		if x == nil {
			return false
		}
		if e.tries(fn) {
			s.last = *x
		}
	}
	return true
}

// drains reports whether control goes on from a loop that does the operations
// as often as there are elements of something: then it has done them.
func (e *ender) drains(from, to *ssa.BasicBlock) bool {
	for _, l := range e.loopsOf(from.Parent()) {
		if !slices.Contains(l.Tests(), from) || l.Blocks[to] || l.Bound() == nil && l.Ranges() == nil {
			continue
		}
		for _, o := range e.ops {
			if o.Case < 0 && l.Blocks[o.Instr.Block()] {
				return true
			}
		}
	}
	return false
}

func (e *ender) loopsOf(fn *ssa.Function) []*loop.Loop {
	ls, ok := e.loops[fn]
	if !ok {
		ls = loop.Of(fn)
		e.loops[fn] = ls
	}
	return ls
}

// tries reports whether fn would do one of the operations on another way.
func (e *ender) tries(fn *ssa.Function) bool {
	for _, o := range e.ops {
		if origin(o.Instr.Parent()) == fn {
			return true
		}
	}
	return false
}

// selected returns the select and the case that successor n of a block follows,
// if it does.
func selected(b *ssa.BasicBlock, n int) (*ssa.Select, int) {
	cond, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok || n != 0 {
		return nil, 0
	}
	cmp, ok := cond.Cond.(*ssa.BinOp)
	if !ok || cmp.Op != token.EQL {
		return nil, 0
	}
	ex, ok := cmp.X.(*ssa.Extract)
	if !ok || ex.Index != 0 {
		return nil, 0
	}
	sel, ok := ex.Tuple.(*ssa.Select)
	k, isConst := cmp.Y.(*ssa.Const)
	if !ok || !isConst || k.Value == nil || k.Value.Kind() != constant.Int {
		return nil, 0
	}
	return sel, int(k.Int64())
}
