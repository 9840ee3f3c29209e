package interleave

import (
	"fmt"
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/report"
)

// This file says what a situation means to people.

// OnChannel reports whether b waits for a channel.
func (b *Blocked) OnChannel() bool { return b.Kind == Send || b.Kind == Recv || b.Kind == Select }

// Mixed returns two goroutines that keep each other from going on: one waits
// for something else while it holds a lock that the other waits for.
func (st *Stuck) Mixed() (holder, waiter *Blocked, ok bool) {
	for i := range st.Blocked {
		w := &st.Blocked[i]
		if w.Kind != Lock {
			continue
		}
		// A reader may wait for a writer that waits for another reader.
		h := w
		for range st.Blocked {
			if h == nil || h.Kind != Lock {
				break
			}
			h = st.blocked(h.Holder)
		}
		if h != nil && h.Kind != Lock {
			return h, w, true
		}
	}
	return nil, nil, false
}

// Crossed returns two goroutines each of which waits for a lock that the other
// holds, another one than its own.
func (st *Stuck) Crossed() (a, b *Blocked, ok bool) {
	for i := range st.Blocked {
		a = &st.Blocked[i]
		if a.Kind != Lock {
			continue
		}
		if b = st.blocked(a.Holder); b != nil && b != a && b.Kind == Lock && b.Holder == a.Goroutine && b.lock != a.lock {
			return a, b, true
		}
	}
	return nil, nil, false
}

// blocked returns what goroutine g is stuck at, or nil.
func (st *Stuck) blocked(g int) *Blocked {
	for i := range st.Blocked {
		if st.Blocked[i].Goroutine == g {
			return &st.Blocked[i]
		}
	}
	return nil
}

// Root returns the operation to blame, if the situation is none of locks, a Once
// being one of them: none that only waits for another one to go on. Among several
// that is a Wait that nobody signals rather than a send that has no receiver, that
// rather than a receive, and what waits for other goroutines to end last of all.
func (st *Stuck) Root() (*Blocked, bool) {
	if slices.ContainsFunc(st.Blocked, func(b Blocked) bool { return b.Kind == Lock || b.Kind == Once }) {
		return nil, false
	}
	rank := func(b *Blocked) int {
		r := map[Kind]int{Cond: 0, Send: 1, Select: 2, Recv: 2, WaitGroup: 3}[b.Kind] * 2
		if b.Goroutine == 0 {
			r++
		}
		if slices.ContainsFunc(st.Blocked, func(other Blocked) bool { return b.waitsFor(&other) }) {
			r += 8
		}
		return r
	}
	best := &st.Blocked[0]
	for i := range st.Blocked {
		if b := &st.Blocked[i]; rank(b) < rank(best) {
			best = b
		}
	}
	return best, true
}

// Trace is the schedule that leads to the situation, and where everybody is then.
func (f *Findings) Trace(st *Stuck) []report.Step {
	t := f.schedule(st.Schedule)
	for _, b := range st.Blocked {
		if b.Spawned != nil {
			t.add(b.Goroutine, b.Spawned, "is started here")
		}
		text := f.Words.Say(b.Instr) + " for ever"
		if b.Holder >= 0 && b.Holder != b.Goroutine {
			text += fmt.Sprintf(" because of goroutine %d", b.Holder+1)
		}
		t.add(b.Goroutine, b.Instr, text)
	}
	return t.steps()
}

// TracePanic is the schedule that leads to a panic, and what panics then.
func (f *Findings) TracePanic(p *Panic) []report.Step {
	t := f.schedule(p.Schedule)
	t.add(p.Goroutine, p.Instr, f.Words.Say(p.Instr)+" and panics")
	return t.steps()
}

// trace is a trace in the making.
type trace []report.Step

func (f *Findings) schedule(steps []Step) *trace {
	t := new(trace)
	for _, s := range steps {
		pos, text := s.Instr.Pos(), f.Words.Say(s.Instr)
		if sel, ok := s.Instr.(*ssa.Select); ok {
			pos, text = f.choice(sel, s.Case)
		}
		t.addAt(s.Goroutine, pos, text)
	}
	return t
}

// choice says which case of a select goes on, and where that is.
func (f *Findings) choice(sel *ssa.Select, n int) (token.Pos, string) {
	if n == byDefault {
		return sel.Pos(), "takes the default of select"
	}
	pos := sel.States[n].Pos
	if text := f.Words.SayAt(sel.Parent(), pos); text != "" {
		return pos, text
	}
	return sel.Pos(), f.Words.Say(sel)
}

func (t *trace) add(g int, instr ssa.Instruction, text string) { t.addAt(g, instr.Pos(), text) }

func (t *trace) addAt(g int, pos token.Pos, text string) {
	*t = append(*t, report.Step{Goroutine: g + 1, Pos: pos, Text: text})
}

// steps returns the trace. If there is only one goroutine it needs no number.
func (t *trace) steps() []report.Step {
	if !slices.ContainsFunc(*t, func(s report.Step) bool { return s.Goroutine > 1 }) {
		for i := range *t {
			(*t)[i].Goroutine = 0
		}
	}
	return *t
}
