package waits

import "sync"

// The lock is released for the wait.
type released struct {
	mu      sync.Mutex
	n       int
	stopped chan struct{}
}

func NewReleased() *released {
	r := &released{stopped: make(chan struct{})}
	go r.run()
	return r
}

func (r *released) run() {
	defer close(r.stopped)
	r.mu.Lock()
	r.n++
	r.mu.Unlock()
}

func (r *released) Close() {
	r.mu.Lock()
	r.n = 0
	r.mu.Unlock()
	<-r.stopped
}

// The goroutine has no use for the lock.
type apart struct {
	mu   sync.Mutex
	done chan struct{}
}

func NewApart(work func()) *apart {
	a := &apart{done: make(chan struct{})}
	go func() {
		defer close(a.done)
		work()
	}()
	return a
}

func (a *apart) Wait() {
	a.mu.Lock()
	defer a.mu.Unlock()
	<-a.done
}

// It takes the lock when it has said that it is done.
type after struct {
	mu   sync.Mutex
	n    int
	done chan struct{}
}

func NewAfter() *after {
	a := &after{done: make(chan struct{})}
	go a.run()
	return a
}

func (a *after) run() {
	close(a.done)
	a.mu.Lock()
	a.n++
	a.mu.Unlock()
}

func (a *after) Wait() {
	a.mu.Lock()
	defer a.mu.Unlock()
	<-a.done
}

// Somebody else can send, too.
type helped struct {
	mu   sync.Mutex
	mail chan string
}

func NewHelped() *helped { return &helped{mail: make(chan string)} }

func (h *helped) Put(s string) {
	h.mu.Lock()
	h.mu.Unlock()
	h.mail <- s
}

func (h *helped) Get() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return <-h.mail
}

// A select that has another way out waits for nobody in particular.
type impatient struct {
	mu   sync.Mutex
	mail chan string
	quit chan struct{}
}

func NewImpatient() *impatient {
	return &impatient{mail: make(chan string), quit: make(chan struct{})}
}

func (i *impatient) Put(s string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	select {
	case i.mail <- s:
	case <-i.quit:
	}
}

func (i *impatient) Get() string {
	i.mu.Lock()
	defer i.mu.Unlock()
	select {
	case s := <-i.mail:
		return s
	case <-i.quit:
		return ""
	}
}

func (i *impatient) Close() { close(i.quit) }

// Another lock of the object.
type two struct {
	life, mu sync.Mutex
	n        int
	done     chan struct{}
}

func NewTwo() *two {
	t := &two{done: make(chan struct{})}
	go t.run()
	return t
}

func (t *two) run() {
	defer close(t.done)
	t.mu.Lock()
	t.n++
	t.mu.Unlock()
}

func (t *two) Wait() {
	t.life.Lock()
	defer t.life.Unlock()
	<-t.done
}

// What has been delivered is there.
type want struct {
	mu     sync.Mutex
	done   bool
	result chan int
}

func NewWant() *want { return &want{result: make(chan int, 1)} }

func (w *want) Deliver(n int) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.done {
		return false
	}
	w.done = true
	w.result <- n
	return true
}

func (w *want) Cancel() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.done {
		return <-w.result
	}
	w.done = true
	return 0
}
