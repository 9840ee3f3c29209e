package twice

import (
	"sync"
	"sync/atomic"
)

type bufferRight struct {
	mu      sync.Mutex
	ch      chan int
	backlog []int
	closing bool
	closed  bool
}

func newBufferRight() *bufferRight { return &bufferRight{ch: make(chan int, 1)} }

func (b *bufferRight) Load() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.backlog) > 0 {
		b.backlog = b.backlog[1:]
	} else if b.closing && !b.closed {
		b.closed = true
		close(b.ch)
	}
}

// The helper's callers say so.
func (b *bufferRight) closeLocked() {
	if !b.closed {
		close(b.ch)
	}
}

func (b *bufferRight) Abort() {
	b.mu.Lock()
	b.closeLocked()
	b.closed = true
	b.mu.Unlock()
}

func (b *bufferRight) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.closing {
		b.closing = true
		b.closed = true
		close(b.ch)
	}
}

// A new channel for each start.
type serviceRight struct {
	mu      sync.Mutex
	running bool
	quit    chan bool
	done    chan bool
}

func (s *serviceRight) Start() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running {
		return
	}
	s.running = true
	s.quit, s.done = make(chan bool), make(chan bool)
	go s.loop()
}

func (s *serviceRight) Stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.running {
		s.running = false
		s.quit <- true
		<-s.done
	}
}

func (s *serviceRight) loop() {
	defer close(s.done)
	<-s.quit
}

// Started once.
type task struct {
	mu      sync.Mutex
	started bool
	done    chan bool
}

func newTask() *task { return &task{done: make(chan bool)} }

func (t *task) Start() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.started {
		t.started = true
		go t.run()
	}
}

func (t *task) run() { defer close(t.done) }

// Two ways to the end, of which each happens once.
type either struct {
	once sync.Once
	done chan bool
}

func newEither() *either { return &either{done: make(chan bool)} }

func (e *either) Fail() { e.once.Do(e.finish) }
func (e *either) Stop() { e.once.Do(e.finish) }
func (e *either) finish() {
	close(e.done)
}

// Which channels are open is in a map; whether there are goroutines that read
// them is another question.
type registry struct {
	mu        sync.Mutex
	started   bool
	listeners map[*entry]bool
}

type entry struct{ ch chan int }

func newEntry() *entry { return &entry{ch: make(chan int)} }

func (r *registry) Remove(e *entry) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.listeners[e] {
		return
	}
	delete(r.listeners, e)
	if r.started {
		close(e.ch)
	}
}

func (r *registry) Stop() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for e := range r.listeners {
		close(e.ch)
	}
	r.listeners = nil
	r.started = false
}

// Atomic flags.
type swapped struct {
	closed atomic.Bool
	ch     chan int
}

func newSwapped() *swapped { return &swapped{ch: make(chan int)} }

func (s *swapped) Close() {
	if s.closed.CompareAndSwap(false, true) {
		close(s.ch)
	}
}

func (s *swapped) Abort() {
	if !s.closed.Swap(true) {
		close(s.ch)
	}
}

func (s *swapped) run() {
	go func() {
		if !s.closed.Load() {
			s.ch <- 1
		}
	}()
}
