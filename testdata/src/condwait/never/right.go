package never

import (
	"context"
	"sync"
)

// Others can signal what they can see.
type Open struct {
	Cond *sync.Cond
	n    int
}

func (o *Open) Wait() {
	o.Cond.L.Lock()
	for o.n > 0 {
		o.Cond.Wait()
	}
	o.Cond.L.Unlock()
}

// Handed on.
type lent struct {
	cond *sync.Cond
	n    int
}

func (l *lent) start(keep func(*sync.Cond)) {
	keep(l.cond)
	l.cond.L.Lock()
	for l.n > 0 {
		l.cond.Wait()
	}
	l.cond.L.Unlock()
}

// As a method value.
type timed struct {
	mu   sync.Mutex
	cond sync.Cond
	n    int
}

func newTimed() *timed {
	t := new(timed)
	t.cond.L = &t.mu
	return t
}

func (t *timed) wait(ctx context.Context) {
	stop := context.AfterFunc(ctx, t.wake)
	defer stop()
	t.mu.Lock()
	defer t.mu.Unlock()
	for t.n > 0 && ctx.Err() == nil {
		t.cond.Wait()
	}
}

func (t *timed) wake() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.cond.Broadcast()
}

type bound struct {
	cond *sync.Cond
	n    int
}

func (b *bound) wait(later func(func())) {
	later(b.cond.Broadcast)
	b.cond.L.Lock()
	for b.n > 0 {
		b.cond.Wait()
	}
	b.cond.L.Unlock()
}

// By the name of a variable that has it, too.
type paced struct {
	wait   *sync.Cond
	called int
}

func (p *paced) call() {
	if p.wait != nil {
		p.wait.L.Lock()
		p.called++
		p.wait.Wait()
		p.wait.L.Unlock()
	}
}

func callAll(n int, start func(func())) {
	wait := sync.NewCond(new(sync.Mutex))
	for range n {
		p := &paced{wait: wait}
		start(p.call)
	}
	wait.Broadcast()
}

// There never is one.
type unpaced struct {
	wait   *sync.Cond
	called int
}

func (p *unpaced) call() {
	if p.wait != nil {
		p.wait.L.Lock()
		for p.called == 0 {
			p.wait.Wait()
		}
		p.wait.L.Unlock()
	}
}

func callUnpaced() int {
	p := &unpaced{called: 1}
	p.call()
	return p.called
}
