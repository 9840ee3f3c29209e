package model

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// Edge says that some code takes a lock of class To while it holds one of
// class From.
type Edge struct {
	From, To         string
	FromMode, ToMode syncop.Mode

	// Gates are the classes of the other locks held exclusively at the
	// time, sorted.
	Gates []string

	// FromIn and ToIn name the fields that lead to the locks' objects, if
	// each object is in one such field only: objects in different fields
	// are different.
	FromIn, ToIn string

	// Fn is the function, and Steps is the way to the acquisition of To:
	// names of functions, that of Fn first.
	Steps []string

	// Delegates says that the way leads through a decorator: a method that
	// calls the method of the same name of something behind an interface.
	Delegates bool

	// Quiet are the names in directives where To is acquired.
	Quiet []string

	// Where it happens, for an edge of the package under analysis; nil
	// and zero for one that comes from an imported fact.
	First *Site
	Event *Event
	Func  *Func

	// Via lists the imported packages whose facts have the edge.
	Via []string
}

// Ways returns the instructions that take the two locks of an edge of the package
// under analysis: calls of which each leads to the next, the first one in Func, and
// an acquisition. Those in other packages are nil.
func (e *Edge) Ways() (from, to []ssa.Instruction) {
	add := func(way []ssa.Instruction, ev *Event) []ssa.Instruction {
		for ; ev != nil; ev = ev.Next {
			way = append(way, ev.instr)
		}
		return way
	}
	return add([]ssa.Instruction{e.First.Instr}, e.First.Event), add(nil, e.Event)
}

// edgeSet collects the edges of a package.
type edgeSet struct {
	list []*Edge
	seen map[string]*Edge
	uses map[[2]string]map[*Func]bool // the functions behind the edges from one class to another

	nestings []*Edge // one for each function, pair of classes, and pair of modes
	nested   map[nesting]bool
}

// nesting is what one function does with two classes of locks.
type nesting struct {
	fn               *Func
	from, to         string
	fromMode, toMode syncop.Mode
}

// orderEdges records that the lock of ev is taken while outer are held. A Once
// is no part of an order: whoever has a lock and waits for a function that
// needs it could have to run that function itself, which is worse, and is
// reported; if not, the Once is known to be done.
func (s *solver) orderEdges(ev *Event, outer []lock) {
	to := ev.Place.Class()
	if ev.Mode == syncop.Once || to == "" || s.unshared(ev.Place) || ev.inTest() || ev.complains() {
		return
	}
	for _, l := range outer {
		if l.place.Class() == to {
			return // locks of one class have an order of their own
		}
	}
	for i, l := range outer {
		from := l.place.Class()
		if l.mode == syncop.Once || from == "" || from == to || s.unshared(l.place) {
			continue
		}
		s.addEdge(s.f, outer, i, ev, ev, nil)
	}
}

// addEdge records that f takes the lock of ev while outer[i] is held, and the others,
// and the gates. What happens at the end of ev says with what else held, and whether
// that is to be reported.
func (b *builder) addEdge(f *Func, outer []lock, i int, ev, end *Event, gates []string) {
	l := outer[i]
	from, to := l.place.Class(), ev.Place.Class()
	e := &Edge{From: from, To: to, FromMode: l.mode, ToMode: ev.Mode, First: l.site, Event: ev, Func: f, Quiet: end.Quiet(), Gates: slices.Clone(gates)}
	e.FromIn, e.ToIn = b.owners.owner(l.place), b.owners.owner(ev.Place)
	for j, g := range outer {
		if c := g.place.Class(); j != i && c != "" && c != to && g.mode == syncop.Write {
			e.Gates = append(e.Gates, c)
		}
	}
	for _, h := range end.Held {
		if c := h.Place.Class(); c != "" && c != from && c != to && h.Mode == syncop.Write {
			e.Gates = append(e.Gates, c)
		}
	}
	slices.Sort(e.Gates)
	e.Gates = slices.Compact(e.Gates)
	for x := ev; x != nil; x = x.Next {
		e.Steps = append(e.Steps, x.Fn)
		e.Delegates = e.Delegates || x.Delegates
	}
	b.noteQuiet(ev)
	b.edges.add(e)
}

// unshared reports whether the lock belongs to an object that this function
// has just made, so that nobody else can hold it.
func (s *solver) unshared(p *place.Place) bool {
	if p == nil {
		return false
	}
	root := p.Root()
	_, made := root.Value.(*ssa.Alloc)
	return root.Kind == place.Local && made && root.Value.Parent() == s.f.Fn
}

// add adds an edge unless there is one that differs only in its trace. Of two
// such edges the one without directives at its end remains.
func (set *edgeSet) add(e *Edge) bool {
	if set.seen == nil {
		set.seen = make(map[string]*Edge)
		set.uses = make(map[[2]string]map[*Func]bool)
		set.nested = make(map[nesting]bool)
	}
	classes := [2]string{e.From, e.To}
	if set.uses[classes] == nil {
		set.uses[classes] = make(map[*Func]bool)
	}
	set.uses[classes][e.Func] = true
	if n := (nesting{e.Func, e.From, e.To, e.FromMode, e.ToMode}); e.Func != nil && !set.nested[n] {
		set.nested[n] = true
		own := *e
		set.nestings = append(set.nestings, &own)
	}
	if old := set.find(e); old != nil {
		if len(old.Quiet) > 0 && len(e.Quiet) == 0 {
			via := old.Via
			*old = *e
			old.Via = via
		}
		return false
	}
	set.seen[e.key()] = e
	set.list = append(set.list, e)
	return true
}

// find returns the edge that differs from e only in its trace, or nil.
func (set *edgeSet) find(e *Edge) *Edge { return set.seen[e.key()] }

// key says what e is, apart from its trace.
func (e *Edge) key() string {
	return strings.Join(append([]string{e.From, e.To, e.FromIn, e.ToIn, e.FromMode.String(), e.ToMode.String()}, e.Gates...), "\x00")
}

// inTest reports whether e happens in a test, or in a literal of one that the
// code under test calls.
func (e *Event) inTest() bool {
	for ; e != nil; e = e.Next {
		if isTest(e.fn) {
			return true
		}
	}
	return false
}

// isTest reports whether fn is a test or an init function, or part of one: it
// runs in an order that nothing else runs in, so it is no evidence of what can
// run at the same time.
func isTest(fn *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		if fn.Parent() == nil && fn.Signature.Recv() == nil && (fn.Name() == "init" || strings.HasPrefix(fn.Name(), "init#")) {
			return true
		}
		for p := range fn.Signature.Params().Variables() {
			if syncop.IsTest(p.Type()) {
				return true
			}
		}
	}
	return false
}
