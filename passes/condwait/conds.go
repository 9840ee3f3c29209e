package condwait

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/syncop"
)

// checker looks at one package.
type checker struct {
	*guards.Graph
	pkg      *model.Package
	models   map[*ssa.Function]*model.Func
	conds    map[string]*cond
	order    []*cond
	signals  map[*ssa.Function]map[*cond]bool // what functions wake, callees included
	told     map[token.Pos]bool               // waits that are reported already
	findings []report.Finding
}

// cond is a sync.Cond of the package: a field, whatever object it belongs to, or
// a variable.
type cond struct {
	key   string
	place *place.Place   // as its first use names it
	locks []*place.Place // what its L is set to
	waits []use
	wakes []use

	// open says that code out of sight may use it, or that it may have another name.
	open bool
	set  bool // some Cond is stored in it
}

// use is a Wait, Signal or Broadcast.
type use struct {
	instr ssa.Instruction // a call, or what makes a method value
	name  string
	place *place.Place
	all   bool
}

// value reports whether the method is not called but used as a value.
func (u use) value() bool {
	_, ok := u.instr.(*ssa.MakeClosure)
	return ok
}

func (u use) fn() *ssa.Function { return u.instr.Parent() }

func newChecker(pkg *model.Package) *checker {
	c := &checker{
		Graph:   guards.New(pkg, pkg.Funcs()),
		pkg:     pkg,
		models:  make(map[*ssa.Function]*model.Func),
		conds:   make(map[string]*cond),
		signals: make(map[*ssa.Function]map[*cond]bool),
		told:    make(map[token.Pos]bool),
	}
	for _, f := range pkg.Funcs() {
		c.models[f.Fn] = f
		for instr := range guards.Instrs(f.Fn) {
			c.collect(instr)
		}
	}
	return c
}

func (c *checker) cond(p *place.Place) *cond {
	k := guards.Key(p)
	if c.conds[k] == nil {
		c.conds[k] = &cond{key: k, place: p}
		c.order = append(c.order, c.conds[k])
	}
	return c.conds[k]
}

func (c *checker) collect(instr ssa.Instruction) {
	switch instr := instr.(type) {
	case ssa.CallInstruction:
		common := instr.Common()
		e, ok := guards.Effect(common)
		switch {
		case !ok:
		case e.Kind == syncop.CondWait || e.Kind == syncop.CondWake:
			c.use(instr, e, common.Args[e.Operand])
			return
		case e.Kind == syncop.NewCond:
			p := c.Places.Of(instr.Value())
			for _, p := range append(c.storedIn(instr.Value()), p) {
				k := c.cond(p)
				k.locks = append(k.locks, c.lockers(common.Args[e.Operand])...)
			}
			return
		}
	case *ssa.MakeClosure:
		fn := instr.Fn.(*ssa.Function)
		if fn.Parent() != nil {
			return // what it captures has the same place there
		}
		if len(instr.Bindings) == 1 {
			obj, _ := fn.Object().(*types.Func)
			if e, ok := syncop.Lookup(obj); ok && (e.Kind == syncop.CondWait || e.Kind == syncop.CondWake) {
				c.use(instr, e, instr.Bindings[0])
				return
			}
		}
	case *ssa.Store:
		if f, ok := instr.Addr.(*ssa.FieldAddr); ok && isCond(f.X.Type()) && types.IsInterface(instr.Val.Type()) {
			p := c.Places.Of(f.X)
			for _, p := range append(c.storedIn(f.X), p) {
				k := c.cond(p)
				k.locks = append(k.locks, c.lockers(instr.Val)...)
			}
			return
		}
		// The Cond's variable is given its Cond.
		if isCond(instr.Val.Type()) {
			k := c.cond(c.Places.Of(instr.Addr))
			k.set = true
			if _, pointer := instr.Val.Type().Underlying().(*types.Pointer); pointer && !onlyStored(instr.Val) {
				k.open, c.cond(c.Places.Of(instr.Val)).open = true, true
			}
			return
		}
	case *ssa.FieldAddr, *ssa.UnOp, *ssa.DebugRef, *ssa.Phi, *ssa.If, *ssa.BinOp:
		return
	}
	var ops [16]*ssa.Value
	for _, op := range instr.Operands(ops[:0]) {
		if *op != nil && isCond((*op).Type()) {
			c.cond(c.Places.Of(*op)).open = true
		}
	}
}

// lockers returns the names of the lock that a sync.Locker is: that of the lock
// itself, and of the fields and variables that its pointer is stored in, too.
func (c *checker) lockers(v ssa.Value) []*place.Place {
	out := []*place.Place{c.Places.Locker(v)}
	if made, ok := v.(*ssa.MakeInterface); ok && made.X.Referrers() != nil {
		out = append(out, c.storedIn(made.X)...)
	}
	return out
}

// storedIn returns the fields and variables that a Cond is stored in where it is
// made.
func (c *checker) storedIn(v ssa.Value) []*place.Place {
	var out []*place.Place
	for _, ref := range *v.Referrers() {
		if store, ok := ref.(*ssa.Store); ok && store.Val == v {
			out = append(out, c.Places.Of(store.Addr))
		}
	}
	return out
}

// onlyStored reports whether v is a new Cond that is stored once and goes by no other
// name than that of what it is stored in.
func onlyStored(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Alloc:
	case *ssa.Call:
		if e, _ := guards.Effect(&v.Call); e.Kind != syncop.NewCond {
			return false
		}
	default:
		return false
	}
	stores := 0
	for _, ref := range *v.Referrers() {
		switch ref.(type) {
		case *ssa.Store:
			stores++
		case *ssa.FieldAddr, *ssa.DebugRef:
		default:
			return false
		}
	}
	return stores == 1
}

func (c *checker) use(instr ssa.Instruction, e syncop.Effect, v ssa.Value) {
	p := c.Places.Of(v)
	k := c.cond(p)
	u := use{instr: instr, place: p, name: p.In(instr.Parent()), all: e.All}
	if e.Kind == syncop.CondWait {
		k.waits = append(k.waits, u)
	} else {
		k.wakes = append(k.wakes, u)
	}
}

// isCond reports whether t is a Cond or a pointer to one: a type that has
// something to wait for being woken.
func isCond(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok {
		return false
	}
	for m := range n.Methods() {
		if e, ok := syncop.Lookup(m); ok && e.Kind == syncop.CondWait {
			return true
		}
	}
	return false
}

// lock reports whether p is the lock of k, by whatever name.
func (k *cond) lock(p *place.Place) bool {
	if slices.ContainsFunc(k.locks, func(l *place.Place) bool { return guards.Same(l, p) }) {
		return true
	}
	// Through the Cond: the L of k.
	for q := p; q != nil; q = q.Parent {
		if q.Kind == place.Field && guards.Same(q.Parent, k.place) {
			return true
		}
	}
	return false
}

// anonymous reports whether it is not known what k's lock is called, or not by
// all its names.
func (k *cond) anonymous() bool {
	return len(k.locks) == 0 || slices.ContainsFunc(k.locks, func(l *place.Place) bool {
		_, local := l.Root().Value.(*ssa.Alloc)
		return l.Class() == "" && !local
	})
}

// holds reports whether the function that instr is part of certainly holds the
// lock of k by its own doing.
func (c *checker) holds(k *cond, instr ssa.Instruction) bool {
	return slices.ContainsFunc(c.models[instr.Parent()].Locks(instr).Held, func(h model.Hold) bool {
		return k.anonymous() || k.lock(h.Place)
	})
}

// unlocked reports whether it is certain that the goroutine which runs instr does
// not hold the lock of k.
func (c *checker) unlocked(k *cond, instr ssa.Instruction) bool {
	h := c.At(instr)
	switch {
	case h.Unknown, slices.ContainsFunc(h.Locks, func(l model.Hold) bool { return k.lock(l.Place) }):
		return false
	case k.anonymous():
		return len(h.Locks) == 0 && !h.Outside // one of them may be it
	}
	// Other packages hold what they can name.
	return !c.Class(h, k.key) && !slices.ContainsFunc(k.locks, func(l *place.Place) bool {
		return l.Class() != "" && c.Class(h, l.Class())
	})
}
