// Package once has locks around a Once and inside its function: a Once is a
// lock that is held while its function runs.
package once

import "sync"

// A Once that comes back to itself.
type lazy struct {
	once  sync.Once
	value int
	init  func() int
}

func (l *lazy) get() int {
	l.once.Do(func() { // want `l\.once\.Do is called again while it runs: \(\*lazy\)\.get → \(\*lazy\)\.get\$1 → \(\*lazy\)\.fallback → \(\*lazy\)\.get \(lockorder-double\)`
		l.value = l.fallback()
	})
	return l.value
}

func (l *lazy) fallback() int {
	if l.init == nil {
		return l.get()
	}
	return l.init()
}

// A package's set-up that asks what needs it.
var (
	setup   sync.Once
	drivers []string
)

func initialise() {
	for _, name := range []string{"a", "b"} {
		register(name)
	}
}

func register(name string) {
	if len(list()) < 10 {
		drivers = append(drivers, name)
	}
}

func list() []string {
	setup.Do(initialise) // want `once\.setup\.Do is called again while it runs: list → initialise → register → list`
	return drivers
}

// One goroutine runs the function, which needs the lock; the other has the
// lock, and waits for the function.
func race() {
	var (
		mu    sync.Mutex
		once  sync.Once
		state int
	)
	done := make(chan bool)
	go func() {
		once.Do(func() {
			mu.Lock()
			state = 1
			mu.Unlock()
		})
		done <- true
	}()
	mu.Lock()
	state = 2
	once.Do(func() {}) // want `lockorder-wait`
	mu.Unlock()
	<-done
	println(state)
}
