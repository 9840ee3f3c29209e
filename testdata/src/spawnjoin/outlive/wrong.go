package outlive

import "sync"

type child interface{ Close() }

// A child that is replaced is closed in the background, and may still be at it when
// the balancer has been closed.
type balancer struct {
	mu       sync.Mutex
	childMu  sync.Mutex
	cur, new child
}

func (b *balancer) swap() {
	b.mu.Lock()
	defer b.mu.Unlock()
	old := b.cur
	b.cur, b.new = b.new, nil
	go func() { // want `\(\*balancer\).Close does not wait for the goroutine that runs this literal, which works for the object`
		b.childMu.Lock()
		defer b.childMu.Unlock()
		old.Close()
	}()
}

func (b *balancer) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.cur.Close()
}

type store struct{ data map[string][]byte }

func (s *store) put(key string, data []byte) {
	go s.write(key, data) // want `\(\*store\).Close does not wait for the goroutine that runs \(\*store\).write`
}

func (s *store) write(key string, data []byte) { s.data[key] = data }

func (s *store) Close() { s.data = nil }
