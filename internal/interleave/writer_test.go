package interleave

import (
	"fmt"
	"strings"
)

// This file writes programs down as Go.

// writer writes a program.
type writer struct {
	b    strings.Builder
	line int
	at   map[int]*stmt // what stands on a line
	pre  string        // before the names of what the program uses
	hooks
	methods []func()
}

// hooks are what else a program does when it is run.
type hooks struct {
	yield string // before each operation
	guard string // at the beginning of each goroutine
}

// source returns the program as the function called name, and what stands on
// its lines, of which the first is number 1.
func (p *program) source(name string, h hooks) (string, map[int]*stmt) {
	w := &writer{at: make(map[int]*stmt), hooks: h}
	env := name + "env"
	decl := func(format string, args ...any) {
		if p.method {
			format = strings.TrimPrefix(format, "var ")
		}
		w.put(nil, format, args...)
	}
	vars := func() {
		for i := range p.chans {
			decl("var c%d chan int", i)
		}
		for i, rw := range p.locks {
			decl("var m%d sync.%s", i, map[bool]string{false: "Mutex", true: "RWMutex"}[rw])
		}
		for i := range p.groups {
			decl("var g%d sync.WaitGroup", i)
		}
		for i := range p.conds {
			decl("var d%d *sync.Cond", i)
			decl("var r%d bool", i)
		}
		for i := range p.onces {
			decl("var o%d sync.Once", i)
		}
		for i := range p.ctxs {
			decl("var x%d context.Context", i)
			decl("var y%d context.CancelFunc", i)
		}
	}
	if p.method {
		w.put(nil, "type %s struct {", env)
		vars()
		w.put(nil, "}")
		w.pre = "e."
	}
	w.put(nil, "func %s(p0, p1 bool, n int) {", name)
	if p.method {
		w.put(nil, "e := new(%s)", env)
	} else {
		vars()
	}
	p.makes(w)
	w.block(p, name, p.body)
	w.put(nil, "}")
	for len(w.methods) > 0 {
		m := w.methods[0]
		w.methods = w.methods[1:]
		m()
	}
	return w.b.String(), w.at
}

// makes writes what makes the things that the program uses.
func (p *program) makes(w *writer) {
	for i, n := range p.chans {
		if n >= 0 {
			w.put(nil, "%sc%d = make(chan int, %d)", w.pre, i, n)
		}
		w.put(nil, "_ = %sc%d", w.pre, i)
	}
	for i := range p.locks {
		w.put(nil, "_ = &%sm%d", w.pre, i)
	}
	for i := range p.groups {
		w.put(nil, "_ = &%sg%d", w.pre, i)
	}
	for i, l := range p.conds {
		w.put(nil, "%sd%d = sync.NewCond(&%[1]sm%[3]d)", w.pre, i, l)
		w.put(nil, "_, _ = %sd%d, %[1]sr%[2]d", w.pre, i)
	}
	for i := range p.onces {
		w.put(nil, "_ = &%so%d", w.pre, i)
	}
	for i, parent := range p.ctxs {
		from := "context.Background()"
		if parent >= 0 {
			from = fmt.Sprintf("%sx%d", w.pre, parent)
		}
		w.put(nil, "%sx%d, %[1]sy%[2]d = context.WithCancel(%[3]s)", w.pre, i, from)
		w.put(nil, "_, _ = %sx%d, %[1]sy%[2]d", w.pre, i)
	}
}

// put writes a line that belongs to st.
func (w *writer) put(st *stmt, format string, args ...any) {
	w.line++
	if st != nil {
		w.at[w.line] = st
	}
	fmt.Fprintf(&w.b, format+"\n", args...)
}

func (w *writer) block(p *program, name string, body []*stmt) {
	for _, st := range body {
		w.stmt(p, name, st)
	}
}

// channel is an expression for a channel or what stands for one.
func (w *writer) channel(p *program, ch int) string {
	switch {
	case ch == timeout:
		return "time.After(1)"
	case ch >= len(p.chans):
		return fmt.Sprintf("%sx%d.Done()", w.pre, ch-len(p.chans))
	}
	return fmt.Sprintf("%sc%d", w.pre, ch)
}

// simple returns statements that are one expression, the only ones that can
// be deferred.
func (w *writer) simple(p *program, st *stmt) string {
	formats := map[verb]string{
		closing: "close(%sc%d)", lock: "%sm%d.Lock()", rlock: "%sm%d.RLock()", unlock: "%sm%d.Unlock()", runlock: "%sm%d.RUnlock()",
		done: "%sg%d.Done()", waitFor: "%sg%d.Wait()", signal: "%sd%d.Signal()", wakeAll: "%sd%d.Broadcast()", cancel: "%sy%d()",
	}
	if f := formats[st.verb]; f != "" {
		return fmt.Sprintf(f, w.pre, st.obj)
	}
	switch st.verb {
	case send:
		return fmt.Sprintf("%s <- %d", w.channel(p, st.obj), st.n)
	case recv:
		return "<-" + w.channel(p, st.obj)
	case addTo:
		return fmt.Sprintf("%sg%d.Add(%d)", w.pre, st.obj, st.n)
	case set:
		return fmt.Sprintf("%sr%d = true", w.pre, st.obj)
	case leave:
		return "return"
	}
	return ""
}

func (w *writer) stmt(p *program, name string, st *stmt) {
	if text := w.simple(p, st); text != "" {
		w.put(st, "%s%s", w.yield, text)
		return
	}
	body := func(end string) {
		w.block(p, name, st.body)
		w.put(nil, "%s", end)
	}
	switch st.verb {
	case deferFor:
		w.put(st.body[0], "defer %s", w.simple(p, st.body[0]))
	case recvIf:
		format := "%sif <-%s == 1 {"
		if st.n != 0 {
			format = "%sif _, ok := <-%s; ok {"
		}
		w.put(st, format, w.yield, w.channel(p, st.obj))
		w.alternatives(p, name, st)
	case branch:
		w.put(st, "if p%d {", st.obj)
		w.alternatives(p, name, st)
	case rangeOver:
		w.put(st, "%sfor range %s {", w.yield, w.channel(p, st.obj))
		body("}")
	case selecting:
		w.put(st, "%sselect {", w.yield)
		for _, c := range st.cases {
			if c.send {
				w.put(st, "case %s <- %d:", w.channel(p, c.ch), c.val)
			} else {
				w.put(st, "case <-%s:", w.channel(p, c.ch))
			}
			w.block(p, name, c.body)
		}
		if st.n == 1 {
			w.put(st, "default:")
			w.block(p, name, st.alt)
		}
		w.put(nil, "}")
	case tryLock:
		w.put(st, "%sif %sm%d.TryLock() {", w.yield, w.pre, st.obj)
		w.alternatives(p, name, st)
	case sleep:
		if st.n == 0 {
			w.put(nil, "for !%sr%d {", w.pre, st.obj)
		} else {
			w.put(nil, "{")
		}
		w.put(st, "%sd%d.Wait()", w.pre, st.obj)
		w.put(nil, "}")
	case onceDo:
		w.put(st, "%s%so%d.Do(func() {", w.yield, w.pre, st.obj)
		body("})")
	case spawnIn:
		w.put(st, "%s%sg%d.Go(func() {%s", w.yield, w.pre, st.obj, w.guard)
		body("})")
	case spawn, call:
		start, guard := "", ""
		if st.verb == spawn {
			start, guard = "go ", w.guard
		}
		if !p.method {
			w.put(st, "%sfunc() {%s", start, guard)
			body("}()")
			break
		}
		m := fmt.Sprintf("m%d", w.line)
		w.put(st, "%se.%s(p0, p1, n)", start, m)
		w.methods = append(w.methods, func() {
			w.put(nil, "func (e *%senv) %s(p0, p1 bool, n int) {%s", name, m, guard)
			body("}")
		})
	case repeat:
		w.put(nil, "for range %d {", st.n)
		body("}")
	case repeatN:
		w.put(nil, "for i := 0; i < n; i++ {")
		body("}")
	case forever:
		w.put(nil, "for {")
		body("}")
	}
}

// alternatives writes the branches of an if.
func (w *writer) alternatives(p *program, name string, st *stmt) {
	w.block(p, name, st.body)
	if len(st.alt) > 0 {
		w.put(nil, "} else {")
		w.block(p, name, st.alt)
	}
	w.put(nil, "}")
}
