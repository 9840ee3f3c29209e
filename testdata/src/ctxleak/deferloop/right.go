package deferloop

import (
	"context"
	"sync"
	"testing"
	"time"
)

var mu sync.Mutex

func work(ctx context.Context) error {
	mu.Lock()
	defer mu.Unlock()
	return ctx.Err()
}

func limited(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, time.Second)
}

func inLiteral(ctx context.Context, names []string) {
	for range names {
		func() {
			ctx, cancel := context.WithTimeout(ctx, time.Second)
			defer cancel()
			work(ctx)
		}()
	}
}

func left(ctx context.Context, names []string) error {
	for _, name := range names {
		if name != "" {
			ctx, cancel := context.WithTimeout(ctx, time.Second)
			defer cancel()
			return work(ctx)
		}
	}
	return nil
}

func brk(ctx context.Context, names []string) error {
	for _, name := range names {
		if name != "" {
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, time.Second)
			defer cancel()
			break
		}
	}
	return work(ctx)
}

// The deferred call is for panics.
func calledToo(ctx context.Context, names []string) {
	for range names {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		work(ctx)
		cancel()
	}
}

func once(ctx context.Context) {
	for {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		work(ctx)
		return
	}
}

func threeTimes(ctx context.Context) {
	for i := 0; i < 3; i++ {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		if work(ctx) == nil {
			return
		}
	}
}

func rangeThree(ctx context.Context) {
	for range 3 {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		work(ctx)
	}
}

func cases(ctx context.Context) {
	names := []string{"a", "b"}
	for range names {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		work(ctx)
	}
	for range map[string]int{"a": 1, "b": 2} {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		work(ctx)
	}
}

// A test ends before long.
func inTest(t *testing.T, ch chan int) {
	for range ch {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		work(ctx)
	}
}

// Made before the loop.
func outside(ctx context.Context, names []string) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	for range names {
		work(ctx)
	}
}

// Each has its own goroutine.
func goroutines(ctx context.Context, names []string) {
	for range names {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		go func() {
			defer cancel()
			work(ctx)
		}()
	}
}

// The timer goes off once: it is only set again if it could be stopped.
func racers(ctx context.Context, race func(context.Context), results chan error) error {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	for {
		select {
		case <-timer.C:
			ctx, cancel := context.WithCancel(ctx)
			defer cancel()
			go race(ctx)
		case err := <-results:
			if err == nil {
				return nil
			}
			if timer.Stop() {
				timer.Reset(0)
			}
		}
	}
}

func afterwards(ctx context.Context, results chan error) error {
	late := time.After(time.Second)
	for {
		select {
		case <-late:
			var cancel context.CancelFunc
			ctx, cancel = context.WithTimeout(ctx, time.Second)
			defer cancel()
		case err := <-results:
			if err != nil {
				return work(ctx)
			}
		}
	}
}

func awaits(ctx context.Context, ready func() bool) {
	timer := time.NewTimer(time.Second)
	for !ready() {
		<-timer.C
		ctx, cancel := context.WithCancel(ctx)
		defer cancel()
		work(ctx)
	}
}

func oneOrTwo(ctx context.Context, tcp bool) error {
	var networks []string
	if tcp {
		networks = []string{"tcp"}
	} else {
		networks = []string{"udp", "tcp"}
	}
	for _, network := range networks {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		if work(ctx) == nil && network == "udp" {
			continue
		}
		return nil
	}
	return nil
}

// It goes round three times, on whatever way.
func branches(ctx context.Context, names []string) {
	for range 3 {
		if len(names) > 0 {
			ctx, cancel := context.WithTimeout(ctx, time.Second)
			defer cancel()
			work(ctx)
		}
	}
}

// Only the first iteration makes one.
func lazily(ctx context.Context, names []string) {
	var cancel context.CancelFunc
	for range names {
		if cancel == nil {
			ctx, cancel = context.WithTimeout(ctx, time.Second)
			defer cancel()
		}
		work(ctx)
	}
}
