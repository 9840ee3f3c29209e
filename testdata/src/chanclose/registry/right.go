package registry

import "sync"

// Both take out of the map what they close, and look whether it is there.
type topics struct {
	mu    sync.Mutex
	chans map[string]chan struct{}
	subs  map[chan int]bool
}

func (t *topics) Done(key string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.clean(key)
}

func (t *topics) Drop(keys []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, key := range keys {
		t.clean(key)
	}
}

func (t *topics) clean(key string) {
	if ch, ok := t.chans[key]; ok {
		close(ch)
		delete(t.chans, key)
	}
}

func (t *topics) Evict(ch chan int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.subs[ch] {
		delete(t.subs, ch)
		close(ch)
	}
}

func (t *topics) Close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for ch := range t.subs {
		close(ch)
	}
	t.subs = nil
}

// A flag tells that all is over.
type flagged struct {
	mu     sync.Mutex
	closed bool
	waits  map[int]chan struct{}
}

func (f *flagged) Close() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed = true
	for _, ch := range f.waits {
		close(ch)
	}
}

func (f *flagged) Cancel(id int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.closed {
		return
	}
	close(f.waits[id])
	delete(f.waits, id)
}

// Both look whether the channel is closed.
type asked struct {
	mu    sync.Mutex
	waits map[int]chan struct{}
}

func (a *asked) Close() {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, ch := range a.waits {
		select {
		case <-ch:
		default:
			close(ch)
		}
	}
}

func (a *asked) Cancel(id int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	select {
	case <-a.waits[id]:
	default:
		close(a.waits[id])
	}
}

// The goroutine that serves the map does all this by itself.
type broker struct {
	drop chan int
	quit chan struct{}
	subs map[int]chan string
}

func (b *broker) run() {
	for {
		select {
		case id := <-b.drop:
			b.remove(id)
		case <-b.quit:
			b.all()
			return
		}
	}
}

func (b *broker) Start() { go b.run() }

func (b *broker) remove(id int) {
	close(b.subs[id])
	delete(b.subs, id)
}

func (b *broker) all() {
	for _, ch := range b.subs {
		close(ch)
	}
}
