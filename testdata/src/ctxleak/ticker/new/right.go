//go:build go1.23

package new

import (
	"sync"
	"time"
)

var mu sync.Mutex

func work() bool {
	mu.Lock()
	defer mu.Unlock()
	return true
}

// From Go 1.23 on a ticker that nobody refers to is collected.
func poll(done chan int) {
	t := time.NewTicker(time.Second)
	for {
		select {
		case <-t.C:
			work()
		case <-time.After(time.Second):
			work()
		case <-done:
			return
		}
	}
}

func tick() {
	for range time.Tick(time.Second) {
		if work() {
			return
		}
	}
}
