package main

import (
	"runtime"
	"runtime/debug"
)

// lateGarbage is how many bytes a process may use before it collects garbage for
// the first time. Most units need less, and then have no use for collecting.
const lateGarbage = 120 << 20

// collectLate puts the first collection off. From then on garbage is collected
// as usual: big units have to stay as small as they can.
func collectLate() {
	percent := debug.SetGCPercent(-1)
	limit := debug.SetMemoryLimit(lateGarbage)
	runtime.SetFinalizer(new(sentinel), func(*sentinel) {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	})
}

// sentinel is garbage for the first collection to find. It has to be too big to
// share memory with objects that live.
type sentinel struct{ _ [32]byte }
