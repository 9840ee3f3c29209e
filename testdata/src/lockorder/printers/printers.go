// Package printers prints by way of functions of its own and of others.
package printers

import (
	"fmt"
	"log"
	"sync"

	"lockorder/printers/trace"
)

type dir struct {
	mu   sync.RWMutex
	path string
}

func (d *dir) String() string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.path
}

func logf(format string, args ...any) { verbose(1, format, args...) }

func verbose(level int, format string, args ...any) {
	if level > 0 {
		log.Printf(format, args...)
	}
}

func fail(o fmt.Stringer, reason string) error {
	return fmt.Errorf("%s: %s", o, reason)
}

func (d *dir) rename(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	logf("renaming %v to %s", d, name) // want `d\.mu is locked again while already held: \(\*dir\)\.rename → \(\*dir\)\.String`
	d.path = name
}

func (d *dir) check() error {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if d.path == "" {
		return fail(d, "no path") // want `d\.mu is read-locked again while already read-locked.*: \(\*dir\)\.check → \(\*dir\)\.String`
	}
	return nil
}

func (d *dir) remove(l *trace.Log) {
	d.mu.Lock()
	defer d.mu.Unlock()
	l.Infof("removing %s", d)       // want `while already held: \(\*dir\)\.remove → \(\*dir\)\.String`
	l.About(d, "%d bytes", 4)       // want `while already held: \(\*dir\)\.remove → \(\*dir\)\.String`
	l.About("x", "%s and %d", d, 4) // want `while already held: \(\*dir\)\.remove → \(\*dir\)\.String`
	l.Kind(d)
}

// Verbs that call no method, other objects, and without the lock.
func (d *dir) quiet(l *trace.Log, other *dir) {
	d.mu.Lock()
	logf("%p of %T", d, d)
	l.Infof("%d %s", len(d.path), d.path)
	l.About(other, "not the same")
	d.mu.Unlock()
	logf("%v", d)
}
