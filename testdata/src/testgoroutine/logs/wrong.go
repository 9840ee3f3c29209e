package logs

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestLog(t *testing.T) {
	go func() {
		t.Log("started") // want `T\.Log is called by a goroutine that nothing waits for, and panics if the test is over by then \(testgoroutine-log\)`
	}()
}

// The result of the check comes too late.
func TestCheck(t *testing.T) {
	for i := range 10 {
		go func() {
			if got := fmt.Sprint(i); strings.TrimSpace(got) != got {
				t.Errorf("got %q", got) // want `T\.Errorf is called by a goroutine`
			}
		}()
	}
}

// It sleeps and logs, long after.
func TestTicker(t *testing.T) {
	var mu sync.Mutex
	n := 0
	mu.Lock()
	n++
	mu.Unlock()
	go tick(t, n) // want `T\.Logf is called by a goroutine`
}

func tick(t *testing.T, n int) {
	for {
		t.Logf("tick %d", n)
		n++
	}
}

// The group is for the other goroutine.
func TestOtherGroup(t *testing.T) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		time.Now()
	}()
	go func() {
		t.Log("nobody waits") // want `T\.Log is called by a goroutine`
	}()
	wg.Wait()
}

func TestSubtest(t *testing.T) {
	t.Run("a", func(t *testing.T) {
		go t.Log("a") // want `T\.Log is called by a goroutine`
	})
}
