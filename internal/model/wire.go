package model

import (
	"go/token"
	"slices"
	"strconv"
	"strings"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// This file turns summaries into the wire format and back.

// encoder collects the strings of a fact.
type encoder struct {
	fact  *Fact
	index map[string]int
	table *place.Table
	slots []string // those that functions of the fact put something into
	quiet []*Event // those of which the fact says what directives say of them
}

func (e *encoder) str(s string) int {
	i, ok := e.index[s]
	if !ok {
		i = len(e.fact.Strings)
		e.index[s] = i
		e.fact.Strings = append(e.fact.Strings, s)
	}
	return i
}

func (e *encoder) strs(ss []string) []int {
	var out []int
	for _, s := range ss {
		out = append(out, e.str(s))
	}
	return out
}

// place returns the index of p's text. A place that has none is only known by
// its class outside the package; without a class ok is false.
func (e *encoder) place(p *place.Place) (i int, ok bool) {
	text := encodePlace(p)
	if text == "" {
		if p = e.table.Some(p); p == nil {
			return 0, false
		}
		text = encodePlace(p)
	}
	return e.str(text), true
}

func (e *encoder) places(ps []*place.Place) []int {
	var out []int
	for _, p := range ps {
		if i, ok := e.place(p); ok {
			out = append(out, i)
		}
	}
	return out
}

func (e *encoder) holds(hs []Hold) []wireHold {
	var out []wireHold
	for _, h := range hs {
		if i, ok := e.place(h.Place); ok {
			out = append(out, wireHold{i, uint8(h.Mode)})
		}
	}
	return out
}

// conditions leaves out those that have no meaning outside the package.
func (e *encoder) conditions(cs []Condition) []wireFact {
	var out []wireFact
	for _, f := range cs {
		x, y := encodePlace(f.x), encodePlace(f.y)
		if x != "" && y != "" {
			out = append(out, wireFact{int(f.op), e.str(x), e.str(y), f.value})
		}
	}
	return out
}

// steps returns the names of the functions on the way to an event.
func (e *encoder) steps(ev *Event) []int {
	var out []int
	for ; ev != nil && len(out) < maxTrace; ev = ev.Next {
		out = append(out, e.str(ev.Fn))
	}
	return out
}

func (e *encoder) summary(name string, s *Summary, relevant func(class string) bool) (wireFunc, bool) {
	w := wireFunc{Name: -1, Ends: uint8(s.Ends)}
	// Events on locks that importers can tell apart come first, should
	// there be too many.
	for _, ev := range slices.Concat(filter(s.Events, true), filter(s.Events, false)) {
		if c := ev.Place.Class(); ev.Kind == Acquires && (c != "" && !relevant(c) || ev.Mode == syncop.Once) {
			continue
		}
		if len(w.Events) >= maxFactEvents {
			break
		}
		if ev.Kind == Calls && (!ev.Place.Exposed() || ev.Method != "" || ev.Place.Root().Kind == place.Global) {
			continue // only who sets the field can say what is called
		}
		if ev.Kind == Waits {
			continue // for goroutines of this package
		}
		p, ok := e.place(ev.Place)
		if !ok {
			continue
		}
		if len(ev.Quiet()) > 0 {
			e.quiet = append(e.quiet, ev)
		}
		w.Events = append(w.Events, wireEvent{
			Kind: uint8(ev.Kind), Mode: uint8(ev.Mode), Place: p,
			Held: e.holds(ev.Held), Freed: e.places(ev.Freed), Steps: e.steps(ev),
			When: e.conditions(ev.When), Quiet: e.strs(ev.Quiet()),
		})
	}
	for _, o := range s.Outcomes {
		var wo wireOutcome
		wo.When = e.conditions(o.When)
		for _, a := range o.Acquired {
			if i, ok := e.place(a.Place); ok {
				wo.Acquired = append(wo.Acquired, wireHold{i, uint8(a.Mode)})
				wo.Steps = append(wo.Steps, e.steps(a.Event))
			}
		}
		wo.Released = e.holds(o.Released)
		w.Outcomes = append(w.Outcomes, wo)
	}
	w.Unclear, w.Needs, w.Requires = e.places(s.Unclear), e.places(s.Needs), e.conditions(s.Requires)
	for _, p := range s.Returned {
		i := -1
		if p != nil {
			if text := encodePlace(p); text != "" {
				i = e.str(text)
			}
		}
		w.Returned = append(w.Returned, i)
	}
	for _, r := range s.Releasers {
		w.Release = append(w.Release, wireReleaser{r.Result, e.holds(r.Released)})
	}
	w.Keeps = e.keeps(s.Keeps)
	if len(w.Events)+len(w.Keeps)+len(w.Outcomes)+len(w.Release)+len(w.Unclear)+len(w.Needs)+len(w.Returned)+len(w.Requires) == 0 && s.Ends == Returns {
		return w, false
	}
	w.Name = e.str(name)
	return w, true
}

// filter returns the events whose place is, or is not, known exactly.
func filter(events []*Event, exact bool) []*Event {
	var out []*Event
	for _, ev := range events {
		if (ev.Place.Kind != place.Class) == exact {
			out = append(out, ev)
		}
	}
	return out
}

// encodePlace returns p as text, or "" if it means nothing in other packages.
func encodePlace(p *place.Place) string {
	var s string
	for ; p != nil; p = p.Parent {
		switch p.Kind {
		case place.Param:
			return "p" + strconv.Itoa(p.Index) + s
		case place.Result:
			return "r" + strconv.Itoa(p.Index) + s
		case place.Global:
			return "g" + p.Name + s
		case place.Const:
			return "k" + p.Name + s
		case place.Class:
			return "c" + p.Name + s
		case place.Field:
			inner := ""
			if p.Inner {
				inner = "!"
			}
			step := "\x1ff"
			if p.Bare {
				step = "\x1fv"
			}
			s = step + inner + p.Owner + "\x1e" + p.Name + s
		case place.Deref:
			s = "\x1f*" + s
		case place.ReadSide:
			s = "\x1fr" + s
		case place.Len:
			s = "\x1fl" + s
		default:
			return ""
		}
	}
	return ""
}

// decodePlace is the inverse of encodePlace; it returns nil for what it does
// not understand.
func decodePlace(t *place.Table, text string) *place.Place {
	if text == "" {
		return nil
	}
	parts := strings.Split(text, "\x1f")
	var p *place.Place
	switch arg := parts[0][1:]; parts[0][0] {
	case 'p', 'r':
		n, err := strconv.Atoi(arg)
		if err != nil {
			return nil
		}
		kind := place.Param
		if parts[0][0] == 'r' {
			kind = place.Result
		}
		p = t.Root(kind, n)
	case 'g':
		p = t.Named(place.Global, arg)
	case 'k':
		p = t.Named(place.Const, arg)
	case 'c':
		p = t.Named(place.Class, arg)
	default:
		return nil
	}
	for _, step := range parts[1:] {
		switch step[0] {
		case 'f', 'v':
			owner, name, _ := strings.Cut(step[1:], "\x1e")
			owner, inner := strings.CutPrefix(owner, "!")
			p = t.FieldLike(p, &place.Place{Owner: owner, Name: name, Inner: inner, Bare: step[0] == 'v'})
		case '*':
			p = t.Deref(p)
		case 'r':
			p = t.Step(place.ReadSide, p)
		case 'l':
			p = t.Step(place.Len, p)
		default:
			return nil
		}
	}
	return p
}

// decoder reads one fact.
type decoder struct {
	fact  *Fact
	table *place.Table
}

func (d *decoder) place(i int) *place.Place { return decodePlace(d.table, d.fact.Strings[i]) }

func (d *decoder) places(is []int) []*place.Place {
	var out []*place.Place
	for _, i := range is {
		if p := d.place(i); p != nil {
			out = append(out, p)
		}
	}
	return out
}

func (d *decoder) holds(ws []wireHold) []Hold {
	var out []Hold
	for _, w := range ws {
		if p := d.place(w.Place); p != nil {
			out = append(out, Hold{p, syncop.Mode(w.Mode)})
		}
	}
	return out
}

func (d *decoder) conditions(ws []wireFact) []Condition {
	var out []Condition
	for _, w := range ws {
		if x, y := d.place(w.X), d.place(w.Y); x != nil && y != nil {
			out = append(out, Condition{atom{token.Token(w.Op), x, y}, w.Value})
		}
	}
	return out
}

// event returns an event with the names of the steps as its trace.
func (d *decoder) event(kind EventKind, p *place.Place, mode syncop.Mode, steps []int) *Event {
	var next *Event
	for i := len(steps) - 1; i >= 0; i-- {
		next = &Event{Kind: kind, Place: p, Mode: mode, Fn: d.fact.Strings[steps[i]], Next: next}
	}
	if next == nil {
		next = &Event{Kind: kind, Place: p, Mode: mode}
	}
	return next
}

func (d *decoder) summary(w *wireFunc) *Summary {
	s := &Summary{Ends: Ending(w.Ends), Unclear: d.places(w.Unclear), Needs: d.places(w.Needs), Requires: d.conditions(w.Requires)}
	for _, we := range w.Events {
		p := d.place(we.Place)
		if p == nil {
			continue
		}
		e := d.event(EventKind(we.Kind), p, syncop.Mode(we.Mode), we.Steps)
		e.end().quiet = d.fact.strings(we.Quiet)
		e.Held, e.Freed, e.When = d.holds(we.Held), d.places(we.Freed), d.conditions(we.When)
		s.Events = append(s.Events, e)
	}
	for _, wo := range w.Outcomes {
		var o Outcome
		o.When = d.conditions(wo.When)
		for i, h := range wo.Acquired {
			if p := d.place(h.Place); p != nil {
				mode := syncop.Mode(h.Mode)
				o.Acquired = append(o.Acquired, Acquired{Hold{p, mode}, d.event(Acquires, p, mode, wo.Steps[i])})
			}
		}
		o.Released = d.holds(wo.Released)
		s.Outcomes = append(s.Outcomes, o)
	}
	for _, r := range w.Release {
		s.Releasers = append(s.Releasers, Releaser{r.Result, d.holds(r.Released)})
	}
	s.Keeps = d.keeps(w.Keeps)
	for _, i := range w.Returned {
		var p *place.Place
		if i >= 0 {
			p = d.place(i)
		}
		s.Returned = append(s.Returned, p)
	}
	return s
}
