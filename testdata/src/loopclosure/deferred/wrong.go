package deferred

import (
	"os"
	"sync"
	"testing"
)

func files(names []string) error {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer func() {
			f.Close()
			os.Remove(name) // want `loop variable name captured by func literal in a deferred call`
		}()
		if _, err := f.Stat(); err != nil {
			return err
		}
	}
	return nil
}

// Waiting does not run deferred calls.
func waits(names []string) {
	for _, name := range names {
		var wg sync.WaitGroup
		defer func() { os.Remove(name) }() // want `loop variable name captured`
		wg.Wait()
	}
}

func cleanup(t *testing.T, names []string) {
	for _, name := range names {
		t.Cleanup(func() { os.Remove(name) }) // want `loop variable name captured by func literal passed to Cleanup`
	}
}

type resource struct{ open bool }

func (r *resource) close() { r.open = false }

// Every deferred call closes the last one.
func receivers(rs []resource) {
	for _, r := range rs {
		defer r.close() // want `loop variable r captured by a deferred call`
	}
}
