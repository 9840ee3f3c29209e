package loop

import (
	"sync"
	"testing"
	"time"
)

// There is nothing to wait for but to be woken.
func TestWakes(t *testing.T) {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	go func() {
		time.Sleep(time.Second)
		mu.Lock()
		cond.Signal()
		mu.Unlock()
		time.Sleep(time.Second)
		mu.Lock()
		cond.Broadcast()
		mu.Unlock()
	}()
	mu.Lock()
	cond.Wait()
	mu.Unlock()
	done := false
	go func() {
		mu.Lock()
		cond.Wait()
		mu.Unlock()
		done = true
	}()
	mu.Lock()
	cond.Wait()
	mu.Unlock()
	time.Sleep(time.Second)
	if !done {
		t.Error("not woken")
	}
}

// Who wakes others has something to say.
func TestResult(*testing.T) {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	result := 0
	go func() {
		mu.Lock()
		result = 1
		cond.Signal()
		mu.Unlock()
	}()
	go func() {
		mu.Lock()
		cond.Wait() // want `condwait-loop`
		println(result)
		mu.Unlock()
	}()
}
