package spawnlimit

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/loop"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/spawn"
	"github.com/conclint/conclint/internal/syncop"
)

// This file looks for what limits the number of goroutines.

// limits reports whether anything keeps a loop, or a function if it has no feed,
// from starting more goroutines: it waits for something else than its feed, has
// counted them, or does something that the goroutine undoes; or its group has a
// limit; or the goroutine itself waits until there is room for it.
func (c *checker) limits(start ssa.CallInstruction, f feed) bool {
	if c.groupLimited(start) {
		return true
	}
	s, _ := spawn.At(c.places, start)
	known := s.Fn != nil
	if known && (c.waitsForRoom(s.Func) || c.givesBack(s.Func, f)) {
		return true
	}
	undone := make(map[*place.Place]bool)
	if known {
		c.undoes(s.Func, undone)
	}
	heads := make(map[*ssa.BasicBlock]bool)
	for _, l := range loop.Of(start.Parent()) {
		heads[l.Header] = true
	}
	for _, b := range start.Parent().Blocks {
		if f.loop != nil && !f.loop.Blocks[b] {
			continue
		}
		for _, instr := range b.Instrs {
			if instr == f.at || instr == ssa.Instruction(start) {
				continue
			}
			if c.blocks(instr, make(map[*ssa.Function]bool)) {
				return true
			}
			if call, ok := instr.(*ssa.Call); ok && undone[c.receiver(&call.Call)] && before(call, start) {
				return true
			}
			if branch, ok := instr.(*ssa.If); ok && counts(branch.Cond) && before(branch, start) && !heads[b] {
				return true
			}
		}
	}
	return false
}

// blocks reports whether an instruction may wait for a goroutine to end or to take
// the work.
func (c *checker) blocks(instr ssa.Instruction, seen map[*ssa.Function]bool) bool {
	switch instr := instr.(type) {
	case *ssa.Send:
		return true
	case *ssa.UnOp:
		return instr.Op == token.ARROW && !syncop.IsTime(instr.X.Type().Underlying().(*types.Chan).Elem())
	case *ssa.Select:
		for _, s := range instr.States {
			if s.Send != nil {
				return true
			}
		}
	case *ssa.Call:
		switch callee.Effect(&instr.Call).Kind {
		case syncop.Wait, syncop.CondWait:
			return true
		}
		f, ok := spawn.Callee(c.places, &instr.Call)
		if !ok || seen[f.Fn] {
			return false
		}
		seen[f.Fn] = true
		for _, b := range f.Fn.Blocks {
			for _, instr := range b.Instrs {
				if c.blocks(instr, seen) {
					return true
				}
			}
		}
	}
	return false
}

// counts reports whether a condition compares numbers.
func counts(cond ssa.Value) bool {
	op, ok := cond.(*ssa.BinOp)
	if !ok {
		return false
	}
	switch op.Op {
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		return true
	}
	return false
}

// groupLimited reports whether the goroutine is one of a group that has a limit,
// as far as groups of the same name have one.
func (c *checker) groupLimited(start ssa.CallInstruction) bool {
	if _, ok := start.(*ssa.Go); ok || len(start.Common().Args) == 0 {
		return false
	}
	if c.limited == nil {
		c.limited = make(map[*place.Place]bool)
		c.classes = make(map[string]bool)
		for _, fn := range c.funcs {
			for _, b := range fn.Blocks {
				for _, instr := range b.Instrs {
					if call, ok := instr.(*ssa.Call); ok && syncop.Limits(callee.Named(&call.Call)) {
						p := c.places.Of(call.Call.Args[0])
						c.limited[p] = true
						c.classes[p.Class()] = p.Class() != ""
					}
				}
			}
		}
	}
	p := c.places.Of(start.Common().Args[0])
	return c.limited[p] || c.classes[p.Class()]
}

// waitsForRoom reports whether a goroutine sends on a channel that it also receives
// from: one that counts those who work.
func (c *checker) waitsForRoom(f spawn.Func) bool {
	t := &traffic{c: c, seen: make(map[*ssa.Function]bool), sends: make(map[*place.Place]bool)}
	t.function(f.Fn)
	return slices.ContainsFunc(t.receives, func(p *place.Place) bool { return t.sends[p] })
}

// traffic is what a function, its literals, and what it calls send and receive.
type traffic struct {
	c        *checker
	seen     map[*ssa.Function]bool
	sends    map[*place.Place]bool
	receives []*place.Place
}

func (t *traffic) function(fn *ssa.Function) {
	if t.seen[fn] {
		return
	}
	t.seen[fn] = true
	for _, lit := range fn.AnonFuncs {
		t.function(lit)
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Send:
				t.sends[t.c.places.Of(instr.Chan)] = true
			case *ssa.UnOp:
				if instr.Op == token.ARROW {
					t.receives = append(t.receives, t.c.places.Of(instr.X))
				}
			case *ssa.Select:
				for _, s := range instr.States {
					if s.Send != nil {
						t.sends[t.c.places.Of(s.Chan)] = true
					} else {
						t.receives = append(t.receives, t.c.places.Of(s.Chan))
					}
				}
			case *ssa.Call:
				if f, ok := spawn.Callee(t.c.places, &instr.Call); ok {
					t.function(f.Fn)
				}
			}
		}
	}
}

// givesBack reports whether the goroutine sends to the channel that feeds the loop,
// so that it holds tokens.
func (c *checker) givesBack(s spawn.Func, f feed) bool {
	if f.from != queue {
		return false
	}
	ch := c.places.Of(f.what)
	for _, fn := range append([]*ssa.Function{s.Fn}, s.Fn.AnonFuncs...) {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if send, ok := instr.(*ssa.Send); ok && c.outside(s, c.places.Of(send.Chan)) == ch {
					return true
				}
			}
		}
	}
	return false
}

// undoes collects the objects of which the goroutine calls a method when it is
// done, as it does with a semaphore. A method with any number of arguments is more
// likely to be that of a logger.
func (c *checker) undoes(f spawn.Func, out map[*place.Place]bool) {
	for _, fn := range append([]*ssa.Function{f.Fn}, f.Fn.AnonFuncs...) {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				call, ok := instr.(ssa.CallInstruction)
				if !ok || call.Common().Signature().Variadic() || callee.Effect(call.Common()).Kind != syncop.None {
					continue
				}
				p := c.receiver(call.Common())
				if _, deferred := instr.(*ssa.Defer); p != nil && (deferred || p.Parent != nil) {
					out[c.outside(f, p)] = true
				}
			}
		}
	}
	delete(out, nil)
}

// outside returns a place of the goroutine's function as its starter names it.
func (c *checker) outside(f spawn.Func, p *place.Place) *place.Place {
	return c.places.Subst(p, func(root *place.Place) *place.Place {
		if i := f.Param(root.Value); i >= 0 {
			return c.places.Of(f.Args[i])
		}
		return root
	})
}

// receiver returns the object on which a call calls a method, or nil.
func (c *checker) receiver(call *ssa.CallCommon) *place.Place {
	switch {
	case call.IsInvoke():
		return c.places.Of(call.Value)
	case call.Signature().Recv() != nil && len(call.Args) > 0:
		return c.places.Of(call.Args[0])
	}
	return nil
}
