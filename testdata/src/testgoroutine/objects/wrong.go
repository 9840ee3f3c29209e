// Package objects has logs that are far away, as in knative's serving#6171.
package objects

import (
	"sync"
	"testing"
)

type testingT interface {
	Logf(format string, args ...any)
}

type writer interface{ write(s string) }

type testingWriter struct{ t testingT }

func (w testingWriter) write(s string) { w.t.Logf("%s", s) }

type core interface{ write(s string) }

type ioCore struct{ out writer }

func (c *ioCore) write(s string) { c.out.write(s) }

type logger struct{ cores []core }

func (l *logger) info(s string) {
	for _, c := range l.cores {
		c.write(s)
	}
}

func newLogger(t testingT) *logger {
	l := &logger{}
	l.cores = append(l.cores, &ioCore{testingWriter{t}})
	return l
}

type watcher struct {
	log *logger
	mu  sync.Mutex
}

func (w *watcher) run() { w.check() }

func (w *watcher) check() {
	go func() {
		w.log.info("checked") // want `T\.Logf is called by a goroutine that nothing waits for`
	}()
}

type manager struct{ log *logger }

func (m *manager) watch() {
	w := &watcher{log: m.log}
	go w.run()
}

func TestManager(t *testing.T) {
	m := &manager{newLogger(t)}
	m.watch()
}
