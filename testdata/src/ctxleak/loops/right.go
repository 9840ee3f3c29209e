package loops

import (
	"context"
	"sync"
	"time"
)

var mu sync.Mutex

func work(ctx context.Context) error {
	mu.Lock()
	defer mu.Unlock()
	return ctx.Err()
}

func each(ctx context.Context, names []string) {
	for range names {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		work(ctx)
		cancel()
	}
}

// The next iteration cancels what the last one has made.
func previous(ctx context.Context, ch chan int) {
	var cancel context.CancelFunc
	for range ch {
		if cancel != nil {
			cancel()
		}
		var c context.Context
		c, cancel = context.WithCancel(ctx)
		go work(c)
	}
	if cancel != nil {
		cancel()
	}
}

func previousCaptured(ctx context.Context, ch chan int) {
	cancel := func() {}
	defer func() { cancel() }()
	for range ch {
		cancel()
		var c context.Context
		c, cancel = context.WithCancel(ctx)
		go work(c)
	}
}

func thenEndless(ctx context.Context, ch chan int) {
	ctx, cancel := context.WithCancel(ctx)
	for n := range ch {
		if n == 0 {
			cancel()
			return
		}
	}
	cancel()
	for {
		work(ctx)
	}
}

func neverReturns(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	for {
		if work(ctx) != nil {
			cancel()
			return
		}
	}
}

func all(ctx context.Context, names []string) {
	var cancels []func()
	for range names {
		c, cancel := context.WithCancel(ctx)
		cancels = append(cancels, cancel)
		go work(c)
	}
	for _, cancel := range cancels {
		cancel()
	}
}

func first(ctx context.Context, names []string) error {
	for range names {
		c, cancel := context.WithTimeout(ctx, time.Second)
		err := work(c)
		cancel()
		if err == nil {
			return nil
		}
	}
	return ctx.Err()
}

func perIteration(ctx context.Context, names []string) {
	for range names {
		c, cancel := context.WithTimeout(ctx, time.Second)
		go func() {
			defer cancel()
			work(c)
		}()
	}
}
