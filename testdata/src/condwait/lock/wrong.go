package lock

import "sync"

type gate struct {
	mu   sync.Mutex
	cond *sync.Cond
	open bool
}

func newGate() *gate {
	g := &gate{}
	g.cond = sync.NewCond(&g.mu)
	return g
}

func (g *gate) Open() {
	g.mu.Lock()
	g.open = true
	g.mu.Unlock()
	g.cond.Broadcast()
}

// Nobody can hold the lock but the methods.
func (g *gate) Pass() {
	for !g.open {
		g.cond.Wait() // want `g\.cond\.Wait is called by a goroutine that does not hold g\.cond\.L.*\(condwait-lock\)`
	}
}

// Released on one path.
func (g *gate) TryPass(peek func() bool) {
	g.mu.Lock()
	for !g.open {
		if peek() {
			g.mu.Unlock()
		}
		g.cond.Wait() // want `condwait-lock`
	}
	g.mu.Unlock()
}

// The one who starts the goroutine holds the lock, not the goroutine.
func (g *gate) Behind() {
	g.mu.Lock()
	defer g.mu.Unlock()
	go func() {
		for !g.open {
			g.cond.Wait() // want `condwait-lock`
		}
	}()
}

// Modelled on a notifier that wants to wait for a Cond and a channel at once.
func after(f func()) <-chan bool {
	done := make(chan bool)
	go func() {
		defer close(done)
		f()
	}()
	return done
}

func (g *gate) Either(abort <-chan bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for !g.open {
		woken := after(g.cond.Wait) // want `condwait-lock`
		select {
		case <-woken:
		case <-abort:
			g.cond.Broadcast()
			<-woken
			return
		}
	}
}

// All callers have released it.
func (g *gate) sleep() {
	g.cond.Wait() // want `condwait-lock`
}

func (g *gate) Nap() {
	for {
		g.mu.Lock()
		open := g.open
		g.mu.Unlock()
		if open {
			return
		}
		g.sleep()
	}
}

func (w *writer) closeUnlocked() {
	for w.mu.busy {
		w.mu.idle.Wait() // want `w\.mu\.idle\.Wait is called by a goroutine that does not hold w\.mu\.idle\.L`
	}
}

// It is another lock that the Cond has.
type otherIngester struct {
	mu     *sync.Mutex
	cond   *sync.Cond
	active map[string]bool
}

func newOtherIngester() *otherIngester {
	var mu, other sync.Mutex
	cond := sync.NewCond(&other)
	return &otherIngester{mu: &mu, cond: cond, active: make(map[string]bool)}
}

func (i *otherIngester) begin(ref string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for i.active[ref] {
		i.cond.Wait() // want `i\.cond\.Wait is called by a goroutine that does not hold i\.cond\.L`
	}
	i.active[ref] = true
}

func (i *otherIngester) end(ref string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	delete(i.active, ref) // want `i\.cond\.Wait in .* can miss its signal`
	i.cond.Broadcast()
}
