package releasers

import "sync"

func (g *gate) whole() int {
	defer g.enter()()
	return g.n
}

func (g *gate) wholeTwice() int {
	defer g.enterTwice()()
	return g.n
}

func (g *gate) earlyRight(b bool) int {
	leave := g.enterLiteral()
	if b {
		leave()
		return 0
	}
	defer leave()
	return g.n
}

func (g *gate) afterErrorRight() error {
	leave, err := g.tryEnter()
	if err != nil {
		return err
	}
	defer leave()
	g.n++
	return nil
}

// Somebody else calls it.
func (g *gate) passedOn(cleanup func(func())) {
	cleanup(g.enter())
	g.n++
}

type session struct{ leave func() }

func (g *gate) kept() *session {
	return &session{leave: g.enter()}
}

func (g *gate) sent(ch chan<- func()) {
	leave := g.enter()
	ch <- leave
}

func (g *gate) inGoroutine(work func()) {
	leave := g.enter()
	go func() {
		defer leave()
		work()
	}()
}

// It may be one of two, so nothing is known.
func (g *gate) either(h *gate, b bool) func() {
	if b {
		g.mu.Lock()
		return g.mu.Unlock
	}
	h.mu.Lock()
	return h.mu.Unlock
}

func (g *gate) useEither(h *gate, b bool) int {
	leave := g.either(h, b)
	defer leave()
	return g.n
}

// Calling it twice does no harm.
func (g *gate) once() func() {
	g.mu.Lock()
	var once sync.Once
	return func() { once.Do(g.mu.Unlock) }
}

func (g *gate) useOnce(b bool) int {
	leave := g.once()
	defer leave()
	if b {
		leave()
		return 0
	}
	return g.n
}

// It does so only if it must.
func (g *gate) ifLocked(b bool) func() {
	if b {
		g.mu.Lock()
	}
	return func() {
		if b {
			g.mu.Unlock()
		}
	}
}

func (g *gate) useIfLocked(b bool) int {
	defer g.ifLocked(b)()
	return g.n
}

// A handle comes with an error; what releases it is elsewhere.
type store struct {
	mu sync.Mutex
	n  int
}

type handle struct{ s *store }

func (h *handle) Close() { h.s.mu.Unlock() }

func (s *store) open() (*handle, error) {
	s.mu.Lock()
	if s.n == 0 {
		s.mu.Unlock()
		return nil, errFull
	}
	return &handle{s}, nil
}

var errFull error

func (s *store) useOpen() error {
	h, err := s.open()
	if err != nil {
		return err
	}
	defer h.Close()
	s.n++
	return nil
}

// Whoever gets the file has it locked, and unlocks it by a function that
// another one hands out.
type file struct {
	mu  sync.RWMutex
	end int
}

type files struct {
	mu   sync.RWMutex
	byID map[int]*file
}

func (fs *files) readLocked(id, at int) (*file, error) {
	fs.mu.RLock()
	defer fs.mu.RUnlock()
	f, ok := fs.byID[id]
	if !ok || at > f.end {
		return nil, errFull
	}
	f.mu.RLock()
	return f, nil
}

func (fs *files) read(id, at int) (int, func(), error) {
	f, err := fs.readLocked(id, at)
	if err != nil {
		return 0, nil, err
	}
	return f.end, unlocker(f), nil
}

func unlocker(f *file) func() {
	if f == nil {
		return nil
	}
	return f.mu.RUnlock
}
