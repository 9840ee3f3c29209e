package cycle

import (
	"cmp"
	"slices"
	"sync"
)

// Links of several kinds, of which one has an order of its own, but an outbound one
// takes the gate's lock under its own, too.
type kind int

const (
	router kind = iota
	outbound
	leaf
)

type netLink struct {
	mu   sync.Mutex
	kind kind
	rtt  int
	host *host
}

type host struct {
	links map[int]*netLink
	gate  *gate
}

type gate struct {
	sync.RWMutex
	out map[string]*netLink
	all []*netLink
}

func (h *host) dialLeaf() { h.run(&netLink{kind: leaf, host: h}) }

func (h *host) dialGate() { h.run(&netLink{kind: outbound, host: h}) }

func (h *host) accept() { h.run(&netLink{host: h}) }

func (h *host) run(l *netLink) {
	h.links[len(h.links)] = l
	go l.read()
}

func (l *netLink) read() {
	for {
		l.info()
		if l.kind == router {
			continue
		}
		l.host.connectLeaf(l)
	}
}

func (l *netLink) info() {
	switch l.kind {
	case router:
		l.time()
	case outbound:
		l.host.register("", l)
	}
}

func (l *netLink) time() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.rtt
}

func (h *host) register(name string, l *netLink) {
	h.gate.Lock()
	defer h.gate.Unlock()
	h.gate.out[name] = l
	h.gate.all = append(h.gate.all, l)
	h.gate.sort() // want `cycle\.netLink\.mu is locked while cycle\.gate\.RWMutex is held, but elsewhere in the opposite order`
}

func (g *gate) sort() {
	slices.SortFunc(g.all, func(a, b *netLink) int { return cmp.Compare(a.time(), b.time()) })
}

func (g *gate) remove(l *netLink) {
	g.Lock()
	defer g.Unlock()
	for i, k := range g.all {
		if k == l {
			g.all[i] = g.all[len(g.all)-1]
			g.all = g.all[:len(g.all)-1]
			break
		}
	}
}

func (h *host) fastest() *netLink {
	h.gate.RLock()
	defer h.gate.RUnlock()
	return h.gate.all[0]
}

func (h *host) connectLeaf(l *netLink) {
	l.mu.Lock()
	defer l.mu.Unlock()
	h.fastest()
}

// Peers know each other, so they may form a ring.
type sender interface{ Send() }

type peer struct {
	state, out sync.Mutex
	peers      []sender
}

func (p *peer) add(q *peer) { p.peers = append(p.peers, q) }

func (p *peer) Send() {
	p.ready()
	p.out.Lock()
	defer p.out.Unlock()
	for _, q := range p.peers {
		q.Send()
	}
}

func (p *peer) ready() {
	p.state.Lock()
	defer p.state.Unlock()
}

func (p *peer) fail() {
	p.state.Lock()
	defer p.state.Unlock()
	p.write() // want `cycle\.peer\.out is locked while cycle\.peer\.state is held, but elsewhere in the opposite order: \(\*peer\)\.Send`
}

func (p *peer) write() {
	p.out.Lock()
	defer p.out.Unlock()
	for _, q := range p.peers {
		q.Send()
	}
}
