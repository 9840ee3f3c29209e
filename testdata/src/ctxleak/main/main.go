package main

import (
	"context"
	"os/signal"
	"sync"
	"syscall"
)

var mu sync.Mutex

func work(ctx context.Context) error {
	mu.Lock()
	defer mu.Unlock()
	return ctx.Err()
}

// The program ends with main.
func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	ctx, _ = context.WithCancel(ctx)
	if err := run(ctx); err != nil {
		return
	}
	stop()
}

func run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx) // want `cancel returned by context\.WithCancel is not called on every path`
	if err := work(ctx); err != nil {
		return err
	}
	cancel()
	return nil
}
