package contexts

import (
	"context"
	"errors"
	"time"
)

func stop(f func(int)) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	ch := make(chan int)
	go func() {
		for {
			select {
			case n := <-ch:
				f(n)
			case <-ctx.Done():
				return
			}
		}
	}()
	ch <- 1
}

func chain(f func(int)) {
	root, cancelRoot := context.WithCancel(context.Background())
	type key struct{}
	mid := context.WithValue(root, key{}, 1)
	leaf, cancelLeaf := context.WithCancel(mid)
	defer cancelLeaf()
	done := make(chan struct{})
	go func() {
		defer close(done)
		<-leaf.Done()
		f(0)
	}()
	cancelRoot()
	<-done
}

func cause(f func() error) error {
	ctx, cancel := context.WithCancelCause(context.Background())
	go func() {
		if err := f(); err != nil {
			cancel(err)
			return
		}
		cancel(errors.New("done"))
	}()
	<-ctx.Done()
	return context.Cause(ctx)
}

func timed(f func() int) int {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	ch := make(chan int)
	go func() {
		select {
		case ch <- f():
		case <-ctx.Done():
		}
	}()
	select {
	case n := <-ch:
		return n
	case <-ctx.Done():
		return 0
	}
}

// A deadline further up ends the ones below.
func inherited(f func() (int, bool)) int {
	timed, cancelTimed := context.WithTimeout(context.Background(), time.Second)
	defer cancelTimed()
	ctx, cancel := context.WithCancel(timed)
	defer cancel()
	ch := make(chan int, 1)
	go func() {
		if n, ok := f(); ok {
			ch <- n
		}
	}()
	select {
	case n := <-ch:
		return n
	case <-ctx.Done():
		return 0
	}
}

// Somebody else may cancel.
func handed(register func(context.CancelFunc)) {
	ctx, cancel := context.WithCancel(context.Background())
	register(cancel)
	done := make(chan struct{})
	go func() {
		<-ctx.Done()
		close(done)
	}()
	<-done
}

type service struct {
	cancel context.CancelFunc
	done   chan struct{}
}

func (s *service) loop(ctx context.Context, f func()) {
	defer close(s.done)
	for ctx.Err() == nil {
		f()
	}
}

func (s *service) stop() {
	s.cancel()
	<-s.done
}

func use(f func()) {
	ctx, cancel := context.WithCancel(context.Background())
	s := &service{cancel: cancel, done: make(chan struct{})}
	go s.loop(ctx, f)
	f()
	s.stop()
}

func after(ctx context.Context, f func()) {
	done := make(chan struct{})
	stop := context.AfterFunc(ctx, func() { close(done) })
	f()
	if !stop() {
		<-done
	}
}

func without(ctx context.Context, f func(context.Context)) {
	ctx, cancel := context.WithCancel(context.WithoutCancel(ctx))
	done := make(chan struct{})
	go func() {
		defer close(done)
		f(ctx)
		<-ctx.Done()
	}()
	cancel()
	<-done
}
