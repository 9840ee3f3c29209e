package swimlane

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// trace reads steps that are written one a line: "2 sends on ch", with the
// function that the step is in after a "|".
func trace(text string) []Step {
	var steps []Step
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		s := Step{Number: len(steps) + 1}
		line, s.Func, _ = strings.Cut(line, " | ")
		if n, err := fmt.Sscanf(line, "%d", &s.Goroutine); n != 1 || err != nil {
			s.Goroutine = 0
		} else {
			_, line, _ = strings.Cut(line, " ")
		}
		s.Text = line
		s.Where = fmt.Sprintf("a.go:%d", s.Number)
		steps = append(steps, s)
	}
	return steps
}

// seen lists the arrows and holds of a scene: "4 needs 1", "1 holds mu to 3".
func seen(s *scene) []string {
	var out []string
	for _, l := range s.lanes {
		if l.after != nil {
			out = append(out, fmt.Sprintf("%d begins goroutine %d", l.after.Number, l.number))
		}
		if l.parent != nil {
			out = append(out, fmt.Sprintf("goroutine %d begins goroutine %d", l.parent.number, l.number))
		}
	}
	for _, a := range s.arrows {
		out = append(out, fmt.Sprintf("%d %s %d", a.from.Number, map[kind]string{passes: "to", needs: "needs"}[a.kind], a.to.Number))
	}
	for _, h := range s.holds {
		text := fmt.Sprintf("%d holds %s", h.from.Number, h.lock)
		if h.until != nil {
			text += fmt.Sprintf(" to %d", h.until.Number)
		}
		out = append(out, text)
	}
	return out
}

func TestArrows(t *testing.T) {
	for _, test := range []struct {
		name, rule, trace string
		want              []string
	}{
		{"sends to receives in their order", "", `
			1 sends on p.ch
			1 sends on p.ch
			2 receives from q.ch
			3 ranges over ch
			3 receives from ch for ever`,
			[]string{"1 to 3", "2 to 4"}},
		{"an end of a channel that all notice", "", `
			1 sends on ch
			2 ranges over ch
			1 closes ch
			2 ranges over ch
			3 receives from ch`,
			[]string{"1 to 2", "3 to 4", "3 to 5"}},
		{"a channel with two names, in one step", "", `
			1 sends on out
			2 receives from in`,
			[]string{"1 to 2"}},
		{"two channels", "", `
			1 sends on a
			2 receives from b
			2 receives from a`,
			[]string{"1 to 3"}},
		{"nobody receives what it sends", "", `
			1 sends on a
			1 receives from a`,
			nil},
		{"a send that never happens", "", `
			1 sends on a for ever
			2 receives from a`,
			nil},
		{"a close that panics", "", `
			1 closes a and panics
			2 receives from a`,
			nil},
		{"a signal", "condwait-signal", `
			1 locks mu
			1 calls c.Signal
			2 waits for c
			1 unlocks mu
			3 waits for c for ever`,
			[]string{"2 to 3", "1 holds mu to 4"}},
		{"locks of those who wait for a Cond", "condwait-signal", `
			1 locks mu
			2 locks mu
			1 waits for c
			3 calls c.Signal
			1 unlocks mu
			2 waits for c for ever`,
			[]string{"1 holds mu to 3", "2 holds mu to 6", "3 holds mu to 5"}},
		{"the last to be done", "", `
			2 calls wg.Done
			3 calls s.wg.Done
			1 waits for wg`,
			[]string{"2 to 3"}},
		{"goroutines that a step starts", "", `
			1 starts the goroutine, which wg counts
			2 calls Done
			1 calls wg.Add`,
			[]string{"1 begins goroutine 2"}},
		{"goroutines that a function starts", "", `
			2 is started here | f
			3 is started here | g
			1 receives from a for ever | f
			2 sends on b for ever | f, literal
			3 sends on b for ever | g, literal`,
			[]string{"goroutine 1 begins goroutine 2"}},
		{"one of several starts it", "", `
			3 is started here | f
			1 sends on a | f
			2 sends on a | f
			3 sends on b for ever`,
			nil},
		{"a cycle of two", "lockorder-cycle", `
			1 f locks a.mu
			1 f calls g
			2 h locks b.mu
			1 g locks p.b.mu
			2 h locks p.a.mu`,
			[]string{"4 needs 3", "5 needs 1", "1 holds a.mu", "3 holds b.mu"}},
		{"a cycle with a lock that a call returns with", "lockorder-cycle", `
			1 f calls lock, which returns with m[k] locked
			1 lock locks p.m[]
			1 f calls g
			2 h locks b.mu
			1 g locks p.b.mu
			2 h locks p.m[]`,
			[]string{"5 needs 4", "6 needs 2", "2 holds p.m[]", "4 holds b.mu"}},
		{"a cycle of which only one end is known", "lockorder-cycle", `
			1 f locks a.mu while holding b.mu
			2 g locks b.mu while holding a.mu`,
			[]string{"1 needs 2", "2 needs 1"}},
		{"a cycle that was tried out", "lockorder-cycle", `
			2 locks a.mu
			3 locks b.mu
			1 waits for wg for ever
			2 locks b.mu for ever because of goroutine 3
			3 locks a.mu for ever because of goroutine 2`,
			[]string{"4 needs 2", "5 needs 1", "1 holds a.mu", "2 holds b.mu"}},
		{"a wait with a lock", "lockorder-wait", `
			1 locks s.mu
			1 receives from s.done with s.mu locked
			2 calls s.flush, which needs the lock
			2 only then closes s.done`,
			[]string{"3 needs 1", "2 needs 4", "1 holds s.mu"}},
		{"a wait for what needs the lock", "lockorder-wait", `
			1 receives from s.done with s.mu locked
			2 only closes s.done when it holds the lock`,
			[]string{"2 needs 1", "1 needs 2"}},
		{"a wait that was tried out", "lockorder-wait", `
			1 locks mu
			1 receives from done for ever
			2 locks mu for ever because of goroutine 1`,
			[]string{"3 needs 1", "2 needs 3", "1 holds mu"}},
		{"a holder without a step that takes the lock", "lockorder-wait", `
			1 waits for wg for ever
			2 locks mu for ever because of goroutine 1`,
			[]string{"1 needs 2"}},
		{"a lock taken again", "lockorder-double", `
			f locks s.mu
			f calls g
			g locks p.S.mu`,
			[]string{"3 needs 1", "1 holds s.mu"}},
		{"one goroutine that only returns", "ctxleak-cancel", `
			makes a context
			returns without having called cancel`,
			nil},
	} {
		got := seen(newScene(test.rule, trace(test.trace)))
		slices.Sort(got)
		slices.Sort(test.want)
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestSelect(t *testing.T) {
	steps := trace(`
		1 sends on m.events
		2 waits in select
		3 closes stop
		2 waits in select
		4 receives from out
		2 waits in select for ever`)
	steps[1].Cases = []Case{{Channel: "p.events"}, {Channel: "done"}}
	steps[3].Cases = []Case{{Channel: "stop"}, {Channel: "out", Send: true}}
	steps[5].Cases = steps[1].Cases
	want := []string{"1 to 2", "3 to 4", "4 to 5"}
	if got := seen(newScene("", steps)); !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestOrder(t *testing.T) {
	for _, test := range []struct {
		rule, trace string
		want        []int
	}{
		{"lockorder-cycle", "1 f locks a\n1 g locks b\n2 h locks b\n2 h calls i\n2 i locks a", []int{0, 2, 3, 1, 4}},
		{"lockorder-cycle", "1 f locks a while holding b\n2 g locks b while holding a", []int{0, 1}},
		{"lockorder-cycle", "1 locks a\n1 locks b for ever\n2 is started here\n2 locks b", []int{2, 0, 1, 3}},
		{"other", "1 f locks a\n1 g locks b\n2 h locks b", []int{0, 1, 2}},
	} {
		if got := Order(test.rule, trace(test.trace)); !slices.Equal(got, test.want) {
			t.Errorf("Order(%s, %q) = %v, want %v", test.rule, test.trace, got, test.want)
		}
	}
}

func TestRead(t *testing.T) {
	for text, want := range map[string]op{
		"locks db.mtx":                               {verb: locks, object: "db.mtx"},
		"(*T).m read-locks p.T.mu":                   {in: "(*T).m", verb: locks, object: "p.T.mu"},
		"f calls g":                                  {in: "f", verb: calls, object: "g"},
		"calls once.Do for ever":                     {verb: locks, object: "once", stuck: true},
		"calls Done":                                 {verb: counts},
		"calls flush":                                {verb: calls, object: "flush"},
		"waits in select for ever":                   {verb: selects, stuck: true},
		"sends on out and panics":                    {verb: sends, object: "out", panics: true},
		"locks a because of goroutine x":             {verb: locks, object: "a because of goroutine x"},
		"never gets beyond this":                     {stuck: true},
		"only then closes c":                         {verb: closes, object: "c", late: true},
		"receives from c with s.mu locked":           {verb: receives, object: "c", stuck: true},
		"f calls g, which returns with mu locked":    {in: "f", verb: calls, object: "g"},
		"f calls (*Client).Do":                       {in: "f", verb: calls, object: "(*Client).Do"},
		"run is started here, at the other end of c": {in: "run", verb: started, object: ", at the other end of c"},
		"changes x\nwithout the lock":                {},
		"":                                           {},
	} {
		if got := read(text); got != want {
			t.Errorf("read(%q) = %+v, want %+v", text, got, want)
		}
	}
}
