package model

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/errval"
	"github.com/conclint/conclint/internal/place"
)

// This file is about functions and objects that one package hands to another,
// which keeps them: in a slot, and calls them later, perhaps with locks held. The
// keeper's fact says which functions keep which argument in which slot, and what is
// held where a slot's content is called; handed.go puts the two together where the
// content is known.

// Keep says that a function puts a value that it is given into a slot.
type Keep struct {
	Slot   string       // the class of the field or variable, or of the map or slice there
	Place  *place.Place // the value
	Keeper *place.Place // the object that the slot is in; nil for a variable, or if it has no name here

	// The trace: Fn does it, at Pos, perhaps in a call of Next.Fn.
	Fn   string
	Next *Keep

	instr ssa.Instruction // what does it in Fn, if that belongs to this package
	value ssa.Value       // the value, if Fn has it
}

// kept is what the package does with slots.
type kept struct {
	called  map[string]bool          // the slots whose content the package calls
	fed     map[string]bool          // those of them into which others can put something
	exposed map[string]bool          // even without the help of the package
	puts    map[*ssa.Function][]Keep // who puts values into slots
	calls   []*SlotCall
	seen    map[string]bool // keys of calls
}

// findKept looks for the slots whose content is called, and then for those who
// put parameters into them, or anything into those of other packages.
func (b *builder) findKept(sources []*ssa.Function, locks bool) {
	b.kept = kept{called: make(map[string]bool), fed: make(map[string]bool), exposed: make(map[string]bool), puts: make(map[*ssa.Function][]Keep), seen: make(map[string]bool)}
	if !locks && len(b.imported.slots) == 0 {
		return
	}
	for _, fn := range sources {
		for _, blk := range fn.Blocks {
			for _, instr := range blk.Instrs {
				if call, ok := instr.(ssa.CallInstruction); ok && locks {
					b.findCalled(call.Common())
				}
			}
		}
	}
	for _, fn := range sources {
		for _, blk := range fn.Blocks {
			for _, instr := range blk.Instrs {
				switch instr := instr.(type) {
				case *ssa.Store:
					for _, v := range added(instr.Val) {
						b.findPut(fn, instr, b.places.Of(instr.Addr), v)
					}
				case *ssa.MapUpdate:
					m := b.places.Of(instr.Map)
					b.findPut(fn, instr, m, instr.Key)
					for _, v := range added(instr.Value) {
						b.findPut(fn, instr, m, v)
					}
				}
			}
		}
	}
}

// findCalled notes from which slots a call, or what it calls, may take a function.
func (b *builder) findCalled(call *ssa.CallCommon) {
	own := b.pass.Pkg.Path() + "."
	note := func(v ssa.Value) {
		for _, s := range b.slots(b.places.Of(v)) {
			if !strings.HasPrefix(s.name, own) {
				continue
			}
			b.kept.called[s.name] = true
			if s.exposed() {
				b.kept.fed[s.name], b.kept.exposed[s.name] = true, true
			}
		}
	}
	if call.StaticCallee() == nil && !errval.Is(call.Value.Type()) {
		note(call.Value)
	}
	for _, a := range call.Args {
		if isFunc(a.Type()) {
			note(a)
		}
	}
}

// findPut notes that fn puts v into what is at p, if that is a slot.
func (b *builder) findPut(fn *ssa.Function, instr ssa.Instruction, p *place.Place, v ssa.Value) {
	for p.Kind == place.Elem || p.Kind == place.Deref {
		p = p.Parent
	}
	if p.Kind != place.Field && p.Kind != place.Global {
		return
	}
	s, ok := slotAt(p)
	if !ok || !b.kept.called[s.name] && b.imported.slots[s.name] == nil {
		return
	}
	k := Keep{Slot: s.name, Place: b.places.Of(v), instr: instr, value: v}
	if s.owner != "" {
		k.Keeper = s.object
	}
	if param := b.parameter(k.Place); param != nil {
		k.Place = b.places.Local(param)
		// What a literal keeps was given to the function that makes it, which
		// is how options are made.
		fn = param.Parent()
		if callee.InTestFile(fn) {
			return
		}
		b.kept.fed[s.name] = true
	} else if b.imported.slots[s.name] == nil {
		return // those who call it know it
	}
	b.kept.puts[fn] = append(b.kept.puts[fn], k)
}

// parameter returns the parameter that p is, or that a struct was before some of
// its fields were set; or nil.
func (b *builder) parameter(p *place.Place) *ssa.Parameter {
	if p.Kind == place.Deref && p.Parent.Kind == place.Local {
		a, ok := p.Parent.Value.(*ssa.Alloc)
		if !ok {
			return nil
		}
		for _, ref := range *a.Referrers() {
			if store, ok := ref.(*ssa.Store); ok && store.Addr == a {
				if param, ok := store.Val.(*ssa.Parameter); ok {
					return param
				}
			}
		}
		return nil
	}
	if p.Kind != place.Local {
		return nil
	}
	param, _ := p.Value.(*ssa.Parameter)
	return param
}

// keepAll records what the function itself puts into slots.
func (s *solver) keepAll() {
	for _, k := range s.kept.puts[s.f.Fn] {
		k.Fn = s.f.Name()
		s.keep(&k)
	}
}

// spliceKeeps records what a callee keeps of what this function gives it.
func (s *solver) spliceKeeps(instr ssa.CallInstruction, t *target) {
	for _, k := range t.sum.Keeps {
		own := &Keep{Slot: k.Slot, Place: s.subst(s.f.Fn, instr, t, k.Place), Fn: s.f.Name(), Next: k, instr: instr}
		if own.Place == nil || own.Place.Kind == place.Class {
			continue
		}
		if k.Keeper != nil {
			own.Keeper = s.subst(s.f.Fn, instr, t, k.Keeper)
		}
		if k.Place.Kind == place.Param {
			own.value = arg(instr.Common(), k.Place.Index)
		}
		s.keep(own)
	}
}

// keep records that the function keeps something, for its callers or, if what it
// is known, for handed.go.
func (s *solver) keep(k *Keep) {
	if s.imported.slots[k.Slot] != nil && !slices.ContainsFunc(s.f.keeps, func(o *Keep) bool { return o.instr == k.instr && o.Slot == k.Slot && o.Place == k.Place }) {
		s.f.keeps = append(s.f.keeps, k)
	}
	if !s.called || k.value != nil && types.IsInterface(k.value.Type()) && !types.IsInterface(concrete(k.value).Type()) {
		return // nobody asks, or what it is is known here already
	}
	out := *k
	out.Place = s.lift(s.f.Fn, k.Place, nil)
	if out.Place == nil || out.Place.Root().Kind != place.Param {
		return
	}
	if k.Keeper != nil {
		out.Keeper = s.lift(s.f.Fn, k.Keeper, s.resultRoots())
		if out.Keeper != nil && out.Keeper.Kind == place.Class {
			out.Keeper = nil
		}
	}
	if !slices.ContainsFunc(s.f.Summary.Keeps, func(o *Keep) bool { return o.Slot == out.Slot && o.Place == out.Place && o.Keeper == out.Keeper }) && len(s.f.Summary.Keeps) < maxKeeps {
		s.f.Summary.Keeps = append(s.f.Summary.Keeps, &out)
	}
}
