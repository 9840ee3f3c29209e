package cycle

import "sync"

// A stream is made under the lock of the account that it points to.
type account struct {
	mu      sync.Mutex
	engine  *engine
	streams map[string]*stream
}

type engine struct {
	mu       sync.RWMutex
	accounts []*account
	started  int64
}

type stream struct {
	account *account
	created int64
}

func (a *account) open(name string) *stream {
	a.mu.Lock()
	defer a.mu.Unlock()
	st := &stream{account: a}
	a.engine.mu.RLock() // want `cycle\.engine\.mu is locked while cycle\.account\.mu is held`
	st.created = a.engine.started
	a.engine.mu.RUnlock()
	a.streams[name] = st
	return st
}

func (e *engine) stop() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, a := range e.accounts {
		a.mu.Lock()
		a.streams = nil
		a.mu.Unlock()
	}
}
