package handover

import (
	"io"
	"sync"
)

func (t *tx) runRight(f func() bool) {
	t.begin()
	if !f() {
		t.end()
		return
	}
	t.end()
}

func (t *tx) runDeferred(f func()) {
	t.begin()
	defer t.end()
	f()
}

// A callee releases the lock.
func (t *tx) finish() {
	t.n++
	t.mu.Unlock()
}

func (t *tx) callee(f func() bool) {
	t.mu.Lock()
	if f() {
		t.finish()
		return
	}
	t.mu.Unlock()
}

// Locked by one, unlocked by another two calls further down.
func (t *tx) finishLater() { t.finish() }

func (t *tx) calleeOfCallee() {
	t.mu.Lock()
	t.finishLater()
}

// A goroutine releases the lock.
func (t *tx) goroutine(work func()) {
	t.mu.Lock()
	go func() {
		defer t.mu.Unlock()
		work()
	}()
}

func (t *tx) goroutineMethod(f func() bool) {
	t.mu.Lock()
	if f() {
		go t.finish()
		return
	}
	t.mu.Unlock()
}

func (t *tx) goroutineValue() {
	t.mu.Lock()
	go t.mu.Unlock()
}

func (f *file) useRight(do func()) error {
	if err := f.enter(); err != nil {
		return err
	}
	defer f.leave()
	do()
	return nil
}

func (f *file) useBody(do func() error) error {
	err := f.enter()
	if err != nil {
		return err
	}
	if err = do(); err != nil {
		f.leave()
		return err
	}
	f.leave()
	return nil
}

// A wrapper around a conditional acquisition is one, too.
func (f *file) enterTwice() error {
	if err := f.enter(); err != nil {
		return err
	}
	f.open = true
	return nil
}

func (f *file) useTwice(do func()) error {
	if err := f.enterTwice(); err != nil {
		return err
	}
	do()
	f.leave()
	return nil
}

func (f *file) tryEnter() (ok bool) {
	f.mu.Lock()
	if f.open {
		return true
	}
	f.mu.Unlock()
	return false
}

func (f *file) useTry(do func()) {
	if f.tryEnter() {
		do()
		f.leave()
	}
}

func (f *file) useTryNegated(do func()) {
	if !f.tryEnter() {
		return
	}
	defer f.leave()
	do()
}

// Locked exactly if the pointer is not nil.
func (f *file) get() *file {
	f.mu.Lock()
	if f.open {
		return f
	}
	f.mu.Unlock()
	return nil
}

func useGet(f *file, do func()) {
	g := f.get()
	if g == nil {
		return
	}
	do()
	g.mu.Unlock()
}

// Finds an element and returns it locked.
type registry struct {
	mu    sync.Mutex
	files map[string]*file
}

func (r *registry) find(name string) *file {
	r.mu.Lock()
	defer r.mu.Unlock()
	f := r.files[name]
	if f == nil {
		return nil
	}
	f.mu.Lock()
	return f
}

func (r *registry) findErr(name string) (*file, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f, ok := r.files[name]
	if !ok {
		return nil, io.EOF
	}
	f.mu.Lock()
	return f, nil
}

func (r *registry) useFind(name string) bool {
	f := r.find(name)
	if f == nil {
		return false
	}
	defer f.mu.Unlock()
	return f.open
}

func (r *registry) useFindErr(name string) error {
	f, err := r.findErr(name)
	if err != nil {
		return err
	}
	f.open = true
	f.mu.Unlock()
	return nil
}

// A constructor returns a locked object.
func newLocked() *file {
	f := &file{open: true}
	f.mu.Lock()
	return f
}

func (r *registry) create(name string) {
	f := newLocked()
	r.mu.Lock()
	r.files[name] = f
	r.mu.Unlock()
	f.open = true
	f.mu.Unlock()
}

type pool struct {
	mu sync.Mutex
	n  int
}

func (p *pool) acquire() (release func()) {
	p.mu.Lock()
	return func() { p.mu.Unlock() }
}

func (p *pool) dropRight() int {
	release := p.acquire()
	if p.n == 0 {
		release()
		return 0
	}
	release()
	return p.n
}

func (p *pool) deferred() int {
	defer p.acquire()()
	return p.n
}

func (p *pool) value() func() {
	p.mu.Lock()
	return p.mu.Unlock
}

func (p *pool) useValue() int {
	unlock := p.value()
	defer unlock()
	return p.n
}

// The release function comes with an error.
func (p *pool) tryAcquire() (release func(), err error) {
	p.mu.Lock()
	if p.n == 0 {
		p.mu.Unlock()
		return nil, io.EOF
	}
	return func() { p.mu.Unlock() }, nil
}

func (p *pool) useTryAcquire() error {
	release, err := p.tryAcquire()
	if err != nil {
		return err
	}
	defer release()
	p.n--
	return nil
}

// A handle that holds the lock until it is closed.
type handle struct{ p *pool }

func (h *handle) Close() { h.p.mu.Unlock() }

func (p *pool) open() *handle {
	p.mu.Lock()
	return &handle{p}
}

func (p *pool) useHandle() int {
	h := p.open()
	defer h.Close()
	return p.n
}

// A handle as an interface.
type unlocker struct{ mu *sync.Mutex }

func (u unlocker) Close() error {
	u.mu.Unlock()
	return nil
}

func (p *pool) closer() io.Closer {
	p.mu.Lock()
	return unlocker{&p.mu}
}

func (p *pool) useCloser() int {
	c := p.closer()
	defer c.Close()
	return p.n
}

// The release function is kept in a struct.
type guard struct{ release func() }

func (p *pool) guarded() *guard {
	p.mu.Lock()
	return &guard{release: p.mu.Unlock}
}

func (p *pool) guardedLiteral() guard {
	p.mu.Lock()
	g := guard{}
	g.release = func() { p.mu.Unlock() }
	return g
}

// Handed to a callback that has to release it.
func (p *pool) callback(f func(unlock func())) {
	p.mu.Lock()
	f(p.mu.Unlock)
}

func (p *pool) literalCallback(f func(unlock func())) {
	p.mu.Lock()
	f(func() { p.mu.Unlock() })
}

// Kept for later: whoever runs the list unlocks.
type deferredCalls struct{ list []func() }

func (d *deferredCalls) lock(mu *sync.Mutex) {
	mu.Lock()
	d.list = append(d.list, mu.Unlock)
}

func (d *deferredCalls) run() {
	for _, f := range d.list {
		f()
	}
}

// Sent to whoever unlocks.
func (p *pool) send(ch chan<- *pool) {
	p.mu.Lock()
	ch <- p
}

func receive(ch <-chan *pool) {
	p := <-ch
	p.mu.Unlock()
}

// An exported pair of methods: callers elsewhere hold the lock.
type Gate struct {
	mu sync.Mutex
	n  int
}

func (g *Gate) Enter() { g.mu.Lock() }

func (g *Gate) Leave() { g.mu.Unlock() }

// A type that is a Locker by delegating.
type counting struct {
	mu sync.Mutex
	n  int
}

func (c *counting) Lock() {
	c.mu.Lock()
	c.n++
}

func (c *counting) Unlock() {
	c.n--
	c.mu.Unlock()
}

func (c *counting) use() {
	c.Lock()
	defer c.Unlock()
}

var _ sync.Locker = (*counting)(nil)

// Two locks in an order that does not depend on who asks.
func lockBoth(a, b *file) {
	if a == b {
		a.mu.Lock()
		return
	}
	a.mu.Lock()
	b.mu.Lock()
}

func unlockBoth(a, b *file) {
	a.mu.Unlock()
	if a != b {
		b.mu.Unlock()
	}
}

func swap(a, b *file) {
	lockBoth(a, b)
	defer unlockBoth(a, b)
	a.open, b.open = b.open, a.open
}
