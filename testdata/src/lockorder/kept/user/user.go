// Package user hands its functions and objects to package keeper.
package user

import (
	"sync"

	"lockorder/kept/keeper"
)

// collector is called with the registry's lock held.
type collector struct {
	mu    sync.RWMutex
	r     *keeper.Registry
	tasks map[string]int
}

func newCollector(r *keeper.Registry) *collector {
	c := &collector{r: r, tasks: make(map[string]int)}
	r.Add(c)
	return c
}

func (c *collector) Collect(f func(int)) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	for _, n := range c.tasks {
		f(n)
	}
}

func (c *collector) Describe() string { return c.r.Name() }

func (c *collector) add(task string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tasks[task+c.r.Name()] = 1 // want `^keeper\.Registry\.mu is locked while user\.collector\.mu is held, but elsewhere in the opposite order: \(\*Registry\)\.Collect → \(\*collector\)\.Collect locks user\.collector\.mu while holding keeper\.Registry\.mu \(lockorder-cycle\)$`
}

// careful does not call the registry under its lock.
type careful struct {
	mu    sync.Mutex
	r     *keeper.Registry
	tasks map[string]int
}

func newCareful(r *keeper.Registry) *careful {
	c := &careful{r: r, tasks: make(map[string]int)}
	r.Add(c)
	return c
}

func (c *careful) Collect(f func(int)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f(len(c.tasks))
}

func (c *careful) Describe() string { return "" }

func (c *careful) add(task string) {
	name := c.r.Name()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.tasks[task+name] = 1
}

// descriptive takes its lock in the method that is called without the registry's.
type descriptive struct {
	mu sync.Mutex
	r  *keeper.Registry
}

func newDescriptive(r *keeper.Registry) *descriptive {
	d := &descriptive{r: r}
	r.Add(d)
	return d
}

func (d *descriptive) Collect(f func(int)) {}

func (d *descriptive) Describe() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.r.Name()
}

// global is registered in an init function.
type global struct{ mu sync.Mutex }

var one global

func init() { keeper.Register(&one) }

func (g *global) Collect(f func(int)) {
	g.mu.Lock()
	defer g.mu.Unlock()
	f(0)
}

func (g *global) Describe() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return keeper.Default.Name() // want `keeper\.Registry\.mu is locked while user\.global\.mu is held, but elsewhere in the opposite order: \(\*Registry\)\.Collect → \(\*global\)\.Collect locks`
}

// comesBack is called with the lock that it takes.
type comesBack struct{}

func (comesBack) Collect(func(int)) { keeper.Default.Name() }
func (comesBack) Describe() string  { return keeper.Default.Name() }

func useComesBack() {
	keeper.Register(comesBack{}) // want `^keeper\.Default\.mu is locked again while already held: \(\*Registry\)\.Collect → \(comesBack\)\.Collect → \(\*Registry\)\.Name \(lockorder-double\)$`
}

// The variable's function takes the lock that it is called with.
func progress() {
	keeper.Printf = func(format string, args ...any) { // want `keeper\.Stdout is locked again while already held: Print → emit → progress\$1 → print`
		print(format)
	}
}

func print(text string) {
	keeper.Stdout.Lock()
	defer keeper.Stdout.Unlock()
}

func quietProgress() {
	keeper.Printf = func(format string, args ...any) {}
}

// Functions in options.
func evicts() *keeper.Cache {
	var c *keeper.Cache
	c = keeper.NewCache(keeper.Options{ // want `NewCache\(…\)\.mu is locked again while already held: \(\*Cache\)\.Set → \(\*Cache\)\.evict → evicts\$1 → \(\*Cache\)\.Len`
		OnEvict: func(string) { c.Len() },
	})
	return c
}

func closes() *keeper.Cache {
	var c *keeper.Cache
	c = keeper.NewCache(keeper.Options{
		OnClose: func() { c.Len() },
		OnAsync: func() { c.Len() },
	})
	return c
}

func misses(c *keeper.Cache) {
	c.OnMiss = func(string) { c.Len() } // want `c\.mu is locked again while already held: \(\*Cache\)\.Get → misses\$1 → \(\*Cache\)\.Len`
}

func others(c, d *keeper.Cache) {
	c.OnMiss = func(string) { d.Len() }
}

func later(c *keeper.Cache) {
	c.OnMiss = func(string) { go c.Len() }
}

// A function in a helper of the keeper.
type file struct {
	mu sync.Mutex
	id int
	q  *keeper.Queue
}

func (f *file) store() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.id++
}

func (f *file) save() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.q.Add(f.id, func() { f.store() }) // want `keeper\.Queue\.mu is locked while user\.file\.mu is held, but elsewhere in the opposite order: \(\*Queue\)\.Flush → \(\*file\)\.save\$1 → \(\*file\)\.store locks user\.file\.mu while holding keeper\.Queue\.mu`
}

// Nothing is held at the call, though it is at the registration.
type note struct {
	mu sync.Mutex
	c  *keeper.Cache
}

func (n *note) store() {
	n.mu.Lock()
	n.mu.Unlock()
}

func (n *note) save() {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.c = keeper.NewCache(keeper.Options{OnClose: n.store})
	n.c.Len()
}

// Options that are functions.
func drops() *keeper.Pool {
	var p *keeper.Pool
	p = keeper.NewPool(keeper.WithDrop(func() { p.Reset() }))
	return p
}

type dropper struct {
	mu sync.Mutex
	p  *keeper.Pool
}

func newDropper() *dropper {
	d := new(dropper)
	d.p = keeper.NewPool(keeper.WithDrop(d.drop))
	return d
}

func (d *dropper) drop() {
	d.mu.Lock()
	defer d.mu.Unlock()
}

func (d *dropper) reset() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.p.Reset() // want `keeper\.Pool\.mu is locked while user\.dropper\.mu is held, but elsewhere in the opposite order: \(\*Pool\)\.Put → \(\*dropper\)\.drop locks`
}
