package model

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
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

// SlotCall says that code of the package that has the slot calls its content, or
// the content's method.
type SlotCall struct {
	Slot   string
	Path   *place.Place // what is called, where [place.Param] 0 is the content
	Method string       // "" if it is a function

	// Held are the locks, where Param 1 is the keeper; there are some. Gates are
	// the classes of further locks held exclusively, of which it is not known
	// whether they have to do with the slot.
	Held  []Hold
	Gates []string

	Steps     []string // the functions on the way to the call
	Delegates bool     // the last one is a method of the same name

	fn *ssa.Function // the first one, if it belongs to this package
}

// key says what c is, apart from its trace.
func (c *SlotCall) key() string {
	parts := []string{c.Slot, encodePlace(c.Path), c.Method}
	for _, h := range c.Held {
		parts = append(parts, encodePlace(h.Place), h.Mode.String())
	}
	return strings.Join(append(parts, c.Gates...), "\x00")
}

// slot is where a called value comes from.
type slot struct {
	name   string
	object *place.Place // whose field it is, or the variable
	owner  string       // the struct type, or "" for a variable
	path   *place.Place // what is called, where Param 0 is what the slot keeps
}

// slots returns the slots that the value at p can be said to come from, the
// innermost first. A struct with functions in it is as good as they are.
func (b *builder) slots(p *place.Place) []slot {
	var out []slot
	var steps []*place.Place // below q, the innermost first
	for q := p; q != nil; q = q.Parent {
		if q.Kind == place.Global || q.Kind == place.Field && !q.Bare {
			if path := b.pathOf(steps); path != nil {
				if s, ok := slotAt(q); ok {
					s.path = path
					out = append(out, s)
				}
			}
		}
		steps = append(steps, q)
	}
	return out
}

// slotAt returns the slot that is the field or variable q.
func slotAt(q *place.Place) (slot, bool) {
	s := slot{name: q.Class(), object: q}
	for s.object.Kind == place.Field && s.object.Owner == "" {
		s.object = s.object.Parent
	}
	switch s.object.Kind {
	case place.Field:
		s.owner, s.object = s.object.Owner, s.object.Parent
	case place.Global:
	default:
		return slot{}, false
	}
	return s, s.name != ""
}

// pathOf returns what the steps, the innermost first, lead to from what the place
// above them keeps, or nil if that is not one value or element.
func (b *builder) pathOf(steps []*place.Place) *place.Place {
	// Elements of maps and slices are kept as such.
	for n := len(steps); n >= 2; n = len(steps) {
		if steps[n-1].Kind == place.Elem {
			steps = steps[:n-1]
		} else if steps[n-1].Kind == place.Deref && steps[n-2].Kind == place.Elem {
			steps = steps[:n-2]
		} else {
			break
		}
	}
	p := b.places.Root(place.Param, 0)
	n := len(steps) - 1
	if n < 0 {
		return nil
	}
	if steps[n].Kind == place.Deref {
		n--
	} else if steps[0].Kind == place.Deref {
		// A struct: the value of its field is a part of the value.
		for ; n > 0; n-- {
			if steps[n].Kind != place.Field {
				return nil
			}
			p = b.places.FieldLike(p, &place.Place{Owner: steps[n].Owner, Name: steps[n].Name, Inner: steps[n].Inner, Bare: true})
		}
		return p
	} else {
		return nil
	}
	for ; n >= 0; n-- {
		switch steps[n].Kind {
		case place.Field:
			p = b.places.FieldLike(p, steps[n])
		case place.Deref:
			p = b.places.Deref(p)
		default:
			return nil
		}
	}
	return p
}

// exposed reports whether importers can put something into the slot by themselves.
func (s slot) exposed() bool {
	name := s.name
	if s.owner != "" {
		i := strings.LastIndexByte(s.owner, '.')
		if !place.IsExported(s.owner[i+1:]) {
			return false
		}
		name = strings.TrimPrefix(name, s.owner+".")
	} else {
		name = name[strings.LastIndexByte(name, '/')+1:]
		_, name, _ = strings.Cut(name, ".")
	}
	return !slices.ContainsFunc(strings.Split(name, "."), func(field string) bool { return !place.IsExported(field) })
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
	if call.StaticCallee() == nil && !types.Identical(call.Value.Type(), types.Universe.Lookup("error").Type()) {
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
	if !s.called {
		return
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

// callOfSlot records a call of a method of what is in a slot.
func (s *solver) callOfSlot(instr ssa.CallInstruction, st *state) {
	common := instr.Common()
	p := s.places.Of(common.Value)
	if slices.ContainsFunc(s.slots(p), func(x slot) bool { return s.kept.fed[x.name] }) {
		s.event(instr, &Event{Kind: Calls, Place: p, Method: common.Method.Name(), Pos: instr.Pos(), Delegates: delegates(instr)}, st)
	}
}

// ofCaller reports whether the slot that has what is called at p, the place of a
// summary, is in an object that the caller passes, or in a helper of one, or is a
// variable: then the caller may hold a lock that has to do with it.
func (b *builder) ofCaller(p *place.Place) bool {
	return slices.ContainsFunc(b.slots(p), func(x slot) bool {
		return b.kept.fed[x.name] && (x.object.Kind == place.Param || x.object.Kind == place.Global || p.Root().Kind == place.Param && b.helper(x))
	})
}

// helper reports whether only this package knows the type of the objects that
// have the slot.
func (b *builder) helper(x slot) bool {
	name, own := strings.CutPrefix(x.owner, b.pass.Pkg.Path()+".")
	return own && !place.IsExported(name)
}

// slotCall records that ev, a call, happens while outer are held, if what is called
// is in a slot and the locks have to do with it: they belong to the object that has
// the slot, to the package, or, if the slot is in a helper that only this package
// knows, to the object that has the helper.
func (s *solver) slotCall(ev *Event, outer []lock) {
	if ev.inTest() || callee.InTestFile(s.f.Fn) || ev.complains() {
		return
	}
	held := slices.Clone(ev.Held)
	for _, l := range outer {
		held = append(held, Hold{l.place, l.mode})
	}
	for _, x := range s.slots(ev.Place) {
		if !s.kept.fed[x.name] {
			continue
		}
		c := &SlotCall{Slot: x.name, Path: x.path, Method: ev.end().Method, Delegates: ev.end().Delegates, fn: s.f.Fn}
		for _, h := range held {
			if q := s.ofSlot(h.Place, x, s.helper(x) && h.Place.Root() == ev.Place.Root()); q != nil {
				c.Held = append(c.Held, Hold{q, h.Mode})
			} else if class := h.Place.Class(); class != "" && h.Mode == syncop.Write {
				c.Gates = append(c.Gates, class)
			}
		}
		if len(c.Held) == 0 || s.kept.seen[c.key()] {
			continue
		}
		for e := ev; e != nil && len(c.Steps) < maxTrace; e = e.Next {
			c.Steps = append(c.Steps, e.Fn)
		}
		s.kept.seen[c.key()] = true
		s.kept.calls = append(s.kept.calls, c)
	}
}

// ofSlot returns the lock p as a slot call has it, or nil if it does not seem to
// have to do with the slot.
func (s *solver) ofSlot(p *place.Place, x slot, related bool) *place.Place {
	if p.Root().Kind == place.Global {
		if encodePlace(p) != "" {
			return p
		}
		return s.places.Some(p)
	}
	if x.owner != "" {
		if q := s.rebase(p, x.object, s.places.Root(place.Param, 1)); q != nil && encodePlace(q) != "" {
			return q
		}
	}
	if related {
		return s.places.Some(p)
	}
	return nil
}
