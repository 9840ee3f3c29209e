package silent

import "sync"

// Scopes of two kinds: those of conns take the manager's lock under their own,
// those of peers are locked under the manager's.
type scope struct {
	sync.Mutex
	used int
}

func newScope() *scope { return &scope{} }

func (s *scope) idle() bool {
	s.Lock()
	defer s.Unlock()
	return s.used == 0
}

type connScope struct {
	*scope
	m    *manager
	peer *peerScope
}

type peerScope struct{ *scope }

type manager struct {
	mu    sync.Mutex
	peers map[string]*peerScope
}

func (m *manager) conn() *connScope { return &connScope{scope: newScope(), m: m} }

func (m *manager) peer(id string) *peerScope {
	m.mu.Lock()
	defer m.mu.Unlock()
	p := m.peers[id]
	if p == nil {
		p = &peerScope{newScope()}
		m.peers[id] = p
	}
	return p
}

func (c *connScope) setPeer(id string) {
	c.Lock()
	defer c.Unlock()
	c.peer = c.m.peer(id)
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

// A pair of links is locked before anybody else has it.
type network struct {
	mu    sync.Mutex
	links []*link
}

type link struct {
	mu   sync.Mutex
	net  *network
	peer *link
}

func newLinks(n *network) (*link, *link) {
	a, b := &link{net: n}, &link{net: n}
	a.peer, b.peer = b, a
	return a, b
}

func add(n *network, a, b *link) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.links = append(n.links, a, b)
	a.mu.Lock()
	b.mu.Lock()
}

func (n *network) open() *link {
	a, b := newLinks(n)
	add(n, a, b)
	b.mu.Unlock()
	a.mu.Unlock()
	return a
}

func (l *link) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.net.mu.Lock()
	l.net.links = nil
	l.net.mu.Unlock()
}
