package spawners

import (
	"context"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

var mu sync.Mutex

func lock() { mu.Lock(); defer mu.Unlock() }

func TestGroup(t *testing.T) {
	var wg sync.WaitGroup
	wg.Go(func() {
		t.Fatal("no") // want `T\.Fatal is called in a goroutine`
	})
	wg.Wait()
}

func TestErrgroup(t *testing.T) {
	var g errgroup.Group
	g.Go(func() error {
		t.Fatal("no") // want `T\.Fatal is called in a goroutine`
		return nil
	})
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
}

// A watchdog that can't bite.
func TestTimer(t *testing.T) {
	timer := time.AfterFunc(time.Second, func() {
		t.Fatal("timeout") // want `T\.Fatal is called in a goroutine`
	})
	defer timer.Stop()
}

func TestContext(t *testing.T) {
	stop := context.AfterFunc(t.Context(), func() {
		t.FailNow() // want `T\.FailNow is called in a goroutine`
	})
	defer stop()
}
