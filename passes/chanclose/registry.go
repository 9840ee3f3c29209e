package chanclose

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/report"
)

// This file is about channels that are kept in the maps of objects: those of
// subscribers, say. Who closes one must take it out, or others find it there and
// close it again; and who has been given one must look whether it is still there.

// entry is a close of a channel that is in a map, or was when the function began.
type entry struct {
	op
	in    string // the map and, if its elements have the channels, the fields that lead there
	class string // the map
	found bool   // in the map; else the function was given it
}

// registries finds closes of channels in maps that others have closed before.
func (c *checker) registries() {
	var all []entry
	for _, fn := range c.Funcs {
		for instr := range guards.Instrs(fn) {
			if call, ok := instr.(ssa.CallInstruction); ok {
				if ch := guards.Closes(call); ch != nil {
					if e, ok := c.entry(call, ch); ok {
						all = append(all, e)
					}
				}
			}
		}
	}
	for _, e := range all {
		for _, earlier := range all {
			if e.in != earlier.in || e.fn() == earlier.fn() || c.told[e.instr.Pos()] || tries(e.instr) || recovers(e.fn()) {
				continue
			}
			var how string
			switch {
			case e.found && !c.takesOut(earlier.fn()):
				how = "leaves it in the map"
			case !e.found && earlier.found && !c.looks(e):
				how = "takes it out of the map, too"
			default:
				continue
			}
			if c.canFollow(earlier, e) {
				c.closedAgain(e.op,
					report.Step{Pos: earlier.instr.Pos(), Text: c.nameOf(earlier.fn()) + " closes the channel and " + how},
					report.Step{Pos: e.instr.Pos(), Text: c.nameOf(e.fn()) + " closes it again"})
			}
		}
	}
}

// entry returns what a close of ch closes if that is a channel of a map.
func (c *checker) entry(call ssa.CallInstruction, ch ssa.Value) (entry, bool) {
	e := entry{op: op{call, c.Places.Of(ch)}}
	path := ""
	for v := ch; ; {
		switch x := v.(type) {
		case *ssa.UnOp:
			if x.Op != token.MUL {
				return e, false
			}
			v = x.X
		case *ssa.FieldAddr:
			st := x.X.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct)
			path = "." + st.Field(x.Field).Name() + path
			v = x.X
		case *ssa.Field:
			path = "." + x.X.Type().Underlying().(*types.Struct).Field(x.Field).Name() + path
			v = x.X
		default:
			m := mapOf(v)
			if m == nil && v == ch {
				m = deletedFrom(ch)
			} else {
				e.found = true
			}
			if m == nil {
				return e, false
			}
			e.class = c.Places.Of(m).Class()
			e.in = e.class + path
			return e, e.class != ""
		}
	}
}

// mapOf returns the map that v was looked up in or is an iteration's key or value
// of, or nil.
func mapOf(v ssa.Value) ssa.Value {
	if x, ok := v.(*ssa.Extract); ok {
		if next, ok := x.Tuple.(*ssa.Next); ok {
			if r, ok := next.Iter.(*ssa.Range); ok && x.Index > 0 {
				return r.X
			}
			return nil
		}
		v = x.Tuple
	}
	if l, ok := v.(*ssa.Lookup); ok {
		return l.X
	}
	return nil
}

// deletedFrom returns the map out of which the function that has the parameter ch
// takes it, as a key, or nil.
func deletedFrom(ch ssa.Value) ssa.Value {
	if _, ok := ch.(*ssa.Parameter); !ok {
		return nil
	}
	for _, ref := range *ch.Referrers() {
		if call, ok := ref.(*ssa.Call); ok && isBuiltin(call, "delete") && call.Call.Args[1] == ch {
			return call.Call.Args[0]
		}
	}
	return nil
}

// tries reports whether a close comes only after a look whether the channel is
// ready, and so perhaps closed.
func tries(instr ssa.Instruction) bool {
	return slices.ContainsFunc(guards.Branches(instr), func(b guards.Branch) bool {
		cmp, ok := b.Cond.(*ssa.BinOp)
		if !ok {
			return false
		}
		x, ok := cmp.X.(*ssa.Extract)
		if !ok {
			return false
		}
		sel, ok := x.Tuple.(*ssa.Select)
		return ok && !sel.Blocking
	})
}

func isBuiltin(call ssa.CallInstruction, name string) bool {
	b, ok := call.Common().Value.(*ssa.Builtin)
	return ok && b.Name() == name
}

// takesOut reports whether fn, what it calls or who calls it may take something out
// of a map, or replace one, or a channel.
func (c *checker) takesOut(fn *ssa.Function) bool {
	return slices.ContainsFunc(c.near(fn), func(f *ssa.Function) bool {
		for instr := range guards.Instrs(f) {
			switch instr := instr.(type) {
			case *ssa.Call:
				if isBuiltin(instr, "delete") || isBuiltin(instr, "clear") {
					return true
				}
			case *ssa.Store:
				switch instr.Val.Type().Underlying().(type) {
				case *types.Map, *types.Chan:
					return true
				}
			case *ssa.MapUpdate:
				return true
			}
		}
		return false
	})
}

// looks reports whether the function around e may have looked whether the map has
// the channel, or its caller, who may have got it from there.
func (c *checker) looks(e entry) bool {
	return slices.ContainsFunc(c.above(e.fn()), func(fn *ssa.Function) bool {
		for instr := range guards.Instrs(fn) {
			switch instr := instr.(type) {
			case *ssa.Lookup:
				if c.Places.Of(instr.X).Class() == e.class {
					return true
				}
			case *ssa.Range:
				if c.Places.Of(instr.X).Class() == e.class {
					return true
				}
			}
		}
		return false
	})
}

// canFollow reports whether others can call what closes first and what closes then,
// one after the other, and neither tells the other by a flag.
func (c *checker) canFollow(first, then entry) bool {
	before, complete := c.ways(first.op)
	after, complete2 := c.ways(then.op)
	if !complete || !complete2 {
		return false
	}
	open := func(w way) bool { return w.start == nil && !w.once && guards.Exported(w.root) }
	for _, w := range before {
		for _, v := range after {
			if open(w) && open(v) && w.root != v.root && !c.flagged(then.op, v, first.op, w) {
				return true
			}
		}
	}
	return false
}
