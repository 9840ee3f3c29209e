package silent

import "sync"

// A conn's lock comes before its reader's. Whoever reads while somebody else
// does takes them the other way round, and is told so by a panic.
type httpConn struct {
	mu       sync.Mutex
	hijacked bool
	r        *connReader
}

type connReader struct {
	mu     sync.Mutex
	conn   *httpConn
	inRead bool
}

func (c *httpConn) wasHijacked() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.hijacked
}

func (c *httpConn) hijack() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.r.abort()
	c.hijacked = true
}

func (r *connReader) abort() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.inRead = false
}

func (r *connReader) read() {
	r.mu.Lock()
	if r.inRead {
		hijacked := r.conn.wasHijacked()
		r.mu.Unlock()
		if hijacked {
			panic("read after hijack")
		}
		panic("concurrent read")
	}
	r.inRead = true
	r.mu.Unlock()
}
