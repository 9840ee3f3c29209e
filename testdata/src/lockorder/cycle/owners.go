package cycle

import "sync"

// The same kinds of scopes, but a conn may share its peer's.
type scope struct {
	sync.Mutex
	used int
}

func (s *scope) idle() bool {
	s.Lock()
	defer s.Unlock()
	return s.used == 0
}

type connScope struct {
	*scope
	m *manager
}

type peerScope struct{ *scope }

type manager struct {
	mu    sync.Mutex
	peers map[string]*peerScope
}

func (m *manager) conn(id string) *connScope {
	m.mu.Lock()
	defer m.mu.Unlock()
	return &connScope{scope: m.peers[id].scope, m: m}
}

func (m *manager) peer(id string) *peerScope {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.peers[id]
}

func (c *connScope) setPeer(id string) {
	c.Lock()
	defer c.Unlock()
	c.m.peer(id) // want `cycle\.manager\.mu is locked while cycle\.scope\.Mutex is held`
}

func (m *manager) gc() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, p := range m.peers {
		if p.idle() {
			delete(m.peers, id)
		}
	}
}
