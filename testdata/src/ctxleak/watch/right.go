package watch

import (
	"context"
	"os"
	"os/signal"
)

func merged(a, b context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		select {
		case <-a.Done():
		case <-b.Done():
		case <-ctx.Done():
		}
		cancel()
	}()
	return ctx, cancel
}

// The function ends the goroutine by another channel.
func (s *server) fetch(do func(context.Context) error) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	done := make(chan struct{})
	defer close(done)
	go func() {
		select {
		case <-s.quit:
		case <-done:
		}
		cancel()
	}()
	return do(ctx)
}

// There is only one signal, and only one who waits for it.
func untilSignal(do func(context.Context) error) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	sig := make(chan os.Signal, 1)
	signal.Notify(sig, os.Interrupt)
	go func() {
		<-sig
		cancel()
	}()
	return do(ctx)
}

// It runs as long as the server.
func (s *server) run(do func(context.Context) error) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		<-s.quit
		cancel()
	}()
	return do(ctx)
}

// The goroutine has work to do in the end, and nobody else cancels.
func graceful(stop context.Context, shutdown func()) context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-stop.Done()
		shutdown()
		cancel()
	}()
	return ctx
}

func bridge(stop context.Context) context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		<-stop.Done()
		cancel()
	}()
	return ctx
}
