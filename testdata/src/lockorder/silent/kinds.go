package silent

import (
	"cmp"
	"slices"
	"sync"
)

// Links of several kinds. A leaf's lock is taken before the gateway's; under the
// gateway's lock, the locks of outbound links are.
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
		if l.kind != leaf {
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
	h.gate.sort()
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

// A conn takes its own locks in one order, and those of the conn that it sends
// through in another: that is never itself.
type sender interface{ Send() }

type wrapped struct {
	state, out sync.Mutex
	conn       sender
}

func wrap(s sender) *wrapped { return &wrapped{conn: s} }

func wrapTwice(s sender) *wrapped { return wrap(wrap(s)) }

func (w *wrapped) Send() {
	w.ready()
	w.out.Lock()
	defer w.out.Unlock()
	w.write()
}

func (w *wrapped) write() { w.conn.Send() }

func (w *wrapped) ready() {
	w.state.Lock()
	defer w.state.Unlock()
}

func (w *wrapped) fail() {
	w.state.Lock()
	defer w.state.Unlock()
	w.out.Lock()
	defer w.out.Unlock()
}
