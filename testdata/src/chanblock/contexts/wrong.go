// Package contexts has contexts that end, or do not.
package contexts

import (
	"context"
	"time"
)

// The parent ends with the child's cancel function, not the other way round.
func wrongOne(f func() int) int {
	parent, cancelParent := context.WithCancel(context.Background())
	child, cancel := context.WithCancel(parent)
	defer cancelParent()
	go func() {
		<-child.Done()
		cancel()
	}()
	ch := make(chan int)
	go func() {
		ch <- f() // want `sending on ch can block for ever: nobody is left to receive`
	}()
	select {
	case n := <-ch:
		return n
	case <-time.After(time.Second):
	}
	return 0
}

// Cancelled by nobody: the function waits for its own end.
func waits(f func()) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go f()
	<-ctx.Done() // want `blocks for ever`
}

// Value contexts are those that they are made of.
func values(f func(string)) {
	type key struct{}
	ctx := context.WithValue(context.Background(), key{}, 1)
	ch := make(chan string)
	go func() {
		for {
			select { // want `this select can block for ever`
			case s := <-ch:
				f(s)
			case <-ctx.Done():
				return
			}
		}
	}()
	ch <- "a"
}

// The child is cancelled, the worker looks at the parent.
func other(f func(int)) {
	parent, cancelParent := context.WithCancel(context.Background())
	_ = cancelParent
	_, cancel := context.WithCancel(parent)
	defer cancel()
	ch := make(chan int)
	go func() {
		for {
			select { // want `this select can block for ever`
			case n := <-ch:
				f(n)
			case <-parent.Done():
				return
			}
		}
	}()
	ch <- 1
}
