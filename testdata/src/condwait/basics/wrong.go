package basics

import "sync"

func forgets(activate func() error) {
	var mu sync.Mutex
	ready := sync.NewCond(&mu)
	done := false
	go func() {
		if activate() != nil {
			return
		}
		mu.Lock()
		done = true
		mu.Unlock()
		ready.Broadcast()
	}()
	mu.Lock()
	for !done {
		ready.Wait() // want `ready\.Wait can block for ever: nobody is left to signal it`
	}
	mu.Unlock()
}

// The signal comes before the wait, which looks at nothing.
func lost(work func()) {
	var mu sync.Mutex
	ready := sync.NewCond(&mu)
	go func() {
		work()
		ready.Signal()
	}()
	mu.Lock()
	ready.Wait() // want `ready\.Wait can block for ever`
	mu.Unlock()
}

type plugin struct {
	mu     sync.Mutex
	ready  *sync.Cond
	active bool
	err    error
}

func newPlugin() *plugin {
	p := &plugin{}
	p.ready = sync.NewCond(&p.mu)
	return p
}

func (p *plugin) activate(f func() error) {
	p.mu.Lock()
	p.err = f()
	if p.err == nil {
		p.active = true
	}
	p.mu.Unlock()
}

func (p *plugin) wait() {
	p.mu.Lock()
	for !p.active {
		p.ready.Wait() // want `p\.ready\.Wait can block for ever`
	}
	p.mu.Unlock()
}

func load(f func() error) {
	p := newPlugin()
	go p.activate(f)
	p.wait()
}

// One of two is woken.
func one() {
	var mu sync.Mutex
	ready := sync.NewCond(&mu)
	open := false
	wait := func() {
		mu.Lock()
		for !open {
			ready.Wait() // want `ready\.Wait can block for ever`
		}
		mu.Unlock()
	}
	go wait()
	go wait()
	mu.Lock()
	open = true
	mu.Unlock()
	ready.Signal()
}

// Only wg.Go says that something is started.
func gate(f func()) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	open := sync.NewCond(&mu)
	wg.Go(func() {
		mu.Lock()
		open.Wait() // want `open\.Wait can block for ever`
		mu.Unlock()
		f()
	})
	wg.Wait()
}
