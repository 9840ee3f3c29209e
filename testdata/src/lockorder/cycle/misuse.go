package cycle

import (
	"fmt"
	"sync"
)

// Like the one that only complains, but it can go on.
type reader struct {
	mu     sync.Mutex
	conn   *conn
	inRead bool
}

type conn struct {
	mu       sync.Mutex
	hijacked bool
	r        *reader
}

func (c *conn) wasHijacked() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.hijacked
}

func (c *conn) hijack() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.r.abort() // want `cycle\.reader\.mu is locked while cycle\.conn\.mu is held, but elsewhere in the opposite order`
	c.hijacked = true
}

func (r *reader) abort() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.inRead = false
}

func (r *reader) read() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.inRead {
		if r.conn.wasHijacked() {
			return
		}
		panic("concurrent read")
	}
	r.inRead = true
}

// A panic that carries an error is a way to return it, and one that is recovered
// from is as well.
type parser struct {
	text, state sync.Mutex
	err         error
}

func (p *parser) fail() {
	p.text.Lock()
	p.state.Lock() // want `cycle\.parser\.state is locked while cycle\.parser\.text is held, but elsewhere in the opposite order`
	err := p.err
	p.state.Unlock()
	p.text.Unlock()
	panic(err)
}

func (p *parser) next() {
	p.state.Lock()
	p.text.Lock()
	p.text.Unlock()
	p.state.Unlock()
}

type lexer struct{ text, state sync.Mutex }

func (l *lexer) try() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	l.text.Lock()
	defer l.text.Unlock()
	l.state.Lock() // want `cycle\.lexer\.state is locked while cycle\.lexer\.text is held, but elsewhere in the opposite order`
	defer l.state.Unlock()
	panic("no token")
}

func (l *lexer) next() {
	l.state.Lock()
	l.text.Lock()
	l.text.Unlock()
	l.state.Unlock()
}
