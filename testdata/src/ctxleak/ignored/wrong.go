package ignored

import (
	"context"
	"time"
)

func sleeps(ctx context.Context) {
	go func() { // want `the goroutine has ctx, but never ends`
		for {
			work(ctx)
			time.Sleep(time.Second)
		}
	}()
}

func ticks(ctx context.Context) {
	go func(ctx context.Context) { // want `the goroutine has ctx, but never ends`
		t := time.NewTicker(time.Second)
		defer t.Stop()
		for range t.C {
			work(ctx)
		}
	}(ctx)
}

func selects(ctx context.Context, a, b chan int) {
	go func() { // want `the goroutine has ctx, but never ends`
		for {
			select {
			case <-a:
				work(ctx)
			case <-b:
			}
		}
	}()
}
