package ignored

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

func looks(ctx context.Context) {
	go func() {
		for {
			work(ctx)
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Second):
			}
		}
	}()
}

func asks(ctx context.Context) {
	go func() {
		for ctx.Err() == nil {
			time.Sleep(time.Second)
		}
	}()
}

// Ends when the work fails, or the channel is closed.
func fails(ctx context.Context, ch chan int) {
	go func() {
		for {
			if work(ctx) != nil {
				return
			}
			time.Sleep(time.Second)
		}
	}()
	go func() {
		for range ch {
			work(ctx)
		}
	}()
}

// Has none.
func none() {
	go func() {
		for {
			work(context.Background())
			time.Sleep(time.Second)
		}
	}()
}

// Waits for nothing.
func busy(ctx context.Context) {
	go func() {
		for {
			work(ctx)
		}
	}()
}
