package double

import "sync"

func (s *server) oneAfterTheOther() {
	s.mu.Lock()
	s.conns = nil
	s.mu.Unlock()
	s.mu.Lock()
	s.conns = make(map[string]int)
	s.mu.Unlock()
}

func (s *server) onePathEach(name string) int {
	s.mu.Lock()
	if n, ok := s.conns[name]; ok {
		s.mu.Unlock()
		return n
	}
	s.mu.Unlock()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.conns[name] = 1
	return 1
}

func (s *server) window(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mu.Unlock()
	f()
	s.mu.Lock()
}

func (s *server) branches(b bool) {
	if b {
		s.mu.Lock()
	} else {
		s.mu.Lock()
	}
	s.mu.Unlock()
}

// Two objects of one type.
func move(from, to *server) {
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
	for k, v := range from.conns {
		to.conns[k] = v
	}
}

func merge(all []*server) map[string]int {
	out := make(map[string]int)
	for _, s := range all {
		s.mu.Lock()
		for k, v := range s.conns {
			out[k] = v
		}
		s.mu.Unlock()
	}
	return out
}

// Two elements of one map: the keys may differ.
func elements(locks map[string]*sync.Mutex, a, b string) {
	locks[a].Lock()
	defer locks[a].Unlock()
	if a != b {
		locks[b].Lock()
		defer locks[b].Unlock()
	}
}

func ordered(locks []sync.Mutex, i, j int) {
	if i == j {
		return
	}
	if i > j {
		i, j = j, i
	}
	locks[i].Lock()
	locks[j].Lock()
	locks[j].Unlock()
	locks[i].Unlock()
}

// The variable has come to name another lock.
type node struct {
	mu   sync.Mutex
	next *node
	n    int
}

func (n *node) last() int {
	n.mu.Lock()
	for n.next != nil {
		next := n.next
		next.mu.Lock()
		n.mu.Unlock()
		n = next
	}
	defer n.mu.Unlock()
	return n.n
}

func (n *node) chain() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.next != nil {
		n.next.mu.Lock()
		defer n.next.mu.Unlock()
		n.next.n++
	}
}

// A tree is locked from the root to the leaves.
type tree struct {
	mu          sync.Mutex
	left, right *tree
}

func (t *tree) walk(f func(*tree)) {
	if t == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.left.walk(f)
	f(t)
	t.right.walk(f)
}

// Siblings.
type pair struct{ a, b server }

func (p *pair) both() {
	p.a.mu.Lock()
	defer p.a.mu.Unlock()
	p.b.mu.Lock()
	defer p.b.mu.Unlock()
}

// Parent and child of one type.
type dir struct {
	mu     sync.Mutex
	parent *dir
	dirs   map[string]*dir
}

func (d *dir) rename(old, new string) {
	if d.parent != nil {
		d.parent.mu.Lock()
		defer d.parent.mu.Unlock()
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.dirs[new] = d.dirs[old]
	child := d.dirs[old]
	child.mu.Lock()
	child.parent = d
	child.mu.Unlock()
}

// A fresh object each time.
func (d *dir) mkdir(name string) *dir {
	d.mu.Lock()
	defer d.mu.Unlock()
	child := &dir{parent: d}
	child.mu.Lock()
	d.dirs[name] = child
	child.mu.Unlock()
	return child
}

// The goroutine is another one.
func (s *server) goroutine(done chan<- bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	go func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.conns = nil
		done <- true
	}()
}

// TryLock does not wait.
func (s *server) tries() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.mu.TryLock() {
		panic("not locked")
	}
	return s.conns != nil
}
