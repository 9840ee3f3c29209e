// Package future hands out a result before it is there.
package future

import (
	"context"
	"errors"
	"sync"
	"time"
)

var errTimeout = errors.New("timeout")

// A closed channel can be received from by any number, at any time.
type future[T any] struct {
	done  chan struct{}
	value T
	err   error
}

func async[T any](f func() (T, error)) *future[T] {
	p := &future[T]{done: make(chan struct{})}
	go func() {
		defer close(p.done)
		p.value, p.err = f()
	}()
	return p
}

func (p *future[T]) get(ctx context.Context) (v T, err error) {
	select {
	case <-p.done:
		return p.value, p.err
	case <-ctx.Done():
		return v, ctx.Err()
	}
}

// A channel with room for the one result.
func later(f func() int) <-chan int {
	ch := make(chan int, 1)
	go func() { ch <- f() }()
	return ch
}

func fastest(f, g func() int) int {
	a, b := later(f), later(g)
	select {
	case v := <-a:
		return v
	case v := <-b:
		return v
	}
}

// A promise, which the first to resolve it keeps.
type promise struct {
	once  sync.Once
	done  chan struct{}
	value string
}

func newPromise() *promise { return &promise{done: make(chan struct{})} }

func (p *promise) resolve(v string) {
	p.once.Do(func() {
		p.value = v
		close(p.done)
	})
}

func (p *promise) wait() string {
	<-p.done
	return p.value
}

func race(servers []string, ask func(string) string) string {
	p := newPromise()
	for _, s := range servers {
		go func() { p.resolve(ask(s)) }()
	}
	timer := time.AfterFunc(time.Second, func() { p.resolve("") })
	defer timer.Stop()
	return p.wait()
}

// The result, or the reason why there is none.
func fetch(ctx context.Context, get func(context.Context) (int, error)) (int, error) {
	type result struct {
		n   int
		err error
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	ch := make(chan result, 1)
	go func() {
		n, err := get(ctx)
		ch <- result{n, err}
	}()
	select {
	case r := <-ch:
		return r.n, r.err
	case <-ctx.Done():
		return 0, errTimeout
	}
}
