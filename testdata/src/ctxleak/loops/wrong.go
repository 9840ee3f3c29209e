package loops

import (
	"context"
	"time"
)

// etcd's WaitStarted.
func untilStarted(get func(context.Context) error) {
	for {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
		if get(ctx) != nil {
			time.Sleep(time.Millisecond)
			continue
		}
		cancel()
		break
	}
}

func endless(ctx context.Context, ch chan int) {
	for n := range ch {
		ctx, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
		if n == 0 {
			continue
		}
		work(ctx)
		cancel()
	}
}

// Only the last one is cancelled.
func lastOnly(ctx context.Context, names []string) {
	var cancel context.CancelFunc = func() {}
	for range names {
		var c context.Context
		c, cancel = context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
		work(c)
	}
	cancel()
}

func lastOnlyCaptured(ctx context.Context, names []string) {
	var cancel context.CancelFunc
	for range names {
		c, stop := context.WithTimeout(ctx, time.Second) // want `stop returned by context\.WithTimeout is not called on every path`
		work(c)
		if len(names) > 3 {
			stop()
		}
	}
	defer func() {
		if cancel != nil {
			cancel()
		}
	}()
}

func brk(ctx context.Context, names []string) {
	for _, name := range names {
		c, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
		if name == "" {
			break
		}
		work(c)
		cancel()
	}
}
