package lost

import "sync"

// The lock is taken between the change and the signal.
func (s *server) CloseRight() {
	s.closed.Store(true)
	s.mu.Lock()
	s.mu.Unlock() //nolint // waits for who is about to sleep
	s.cond.Broadcast()
}

func (s *server) CloseUnder() {
	s.closed.Store(true)
	s.mu.Lock()
	s.cond.Broadcast()
	s.mu.Unlock()
}

func (s *server) DoneRight() {
	s.mu.Lock()
	s.done = true
	s.mu.Unlock()
	s.cond.Broadcast()
}

// The caller holds the lock.
func (s *server) doneLocked() {
	s.done = true
	s.cond.Broadcast()
}

func (s *server) DoneHelper() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.doneLocked()
}

// One of many equal waiters.
type tickets struct {
	mu   sync.Mutex
	cond *sync.Cond
	n    int
}

func newTickets() *tickets {
	t := &tickets{}
	t.cond = sync.NewCond(&t.mu)
	return t
}

func (t *tickets) Take() {
	t.mu.Lock()
	for t.n == 0 {
		t.cond.Wait()
	}
	t.n--
	t.mu.Unlock()
}

func (t *tickets) TakeTwo() {
	t.mu.Lock()
	for i := 0; i < 2; i++ {
		for t.n == 0 {
			t.cond.Wait()
		}
		t.n--
	}
	t.mu.Unlock()
}

func (t *tickets) Give() {
	t.mu.Lock()
	t.n++
	t.mu.Unlock()
	t.cond.Signal()
}

// The first value is there before anybody waits.
func broadcastAll(n int, work func()) {
	var mu sync.Mutex
	exited := sync.NewCond(&mu)
	exit := false
	for range n {
		go func() {
			mu.Lock()
			for !exit {
				exited.Wait()
			}
			mu.Unlock()
		}()
	}
	work()
	if n > 0 {
		mu.Lock()
		exit = true
		mu.Unlock()
	}
	exited.Broadcast()
}
