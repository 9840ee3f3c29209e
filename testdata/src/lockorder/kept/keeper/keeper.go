// Package keeper keeps what it is given, and calls it with its own locks held.
package keeper

import "sync"

// Source is what a registry collects from.
type Source interface {
	Collect(func(int))
	Describe() string
}

// Registry calls its sources' Collect under its lock, but not their Describe.
type Registry struct {
	name    string
	mu      sync.Mutex
	sources []Source
}

func (r *Registry) Add(s Source) {
	r.mu.Lock()
	r.sources = append(r.sources, s)
	r.mu.Unlock()
}

func (r *Registry) Collect(f func(int)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, s := range r.sources {
		s.Collect(f)
	}
}

func (r *Registry) Describe() (out []string) {
	r.mu.Lock()
	sources := append([]Source(nil), r.sources...)
	r.mu.Unlock()
	for _, s := range sources {
		out = append(out, s.Describe())
	}
	return out
}

func (r *Registry) Name() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.name
}

// Default is added to by a function of the package.
var Default = new(Registry)

func Register(s Source) { Default.Add(s) }

// Printf is for others to set.
var Printf = func(format string, args ...any) {}

var Stdout sync.Mutex

func Print(text string) {
	Stdout.Lock()
	defer Stdout.Unlock()
	emit(text)
}

func emit(text string) { Printf("%s", text) }

// Options has functions.
type Options struct {
	Size    int
	OnEvict func(key string) // called with the cache locked
	OnClose func()           // called without
	OnAsync func()           // called in a goroutine
}

type Cache struct {
	mu   sync.Mutex
	opts Options
	m    map[string]int

	// OnMiss is for others to set.
	OnMiss func(key string)
}

func NewCache(opts Options) *Cache {
	if opts.Size == 0 {
		opts.Size = 10
	}
	return &Cache{opts: opts, m: make(map[string]int)}
}

func (c *Cache) Len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.m)
}

func (c *Cache) Get(key string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.m[key]; !ok && c.OnMiss != nil {
		c.OnMiss(key)
	}
	return c.m[key]
}

func (c *Cache) Set(key string, n int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.m) >= c.opts.Size {
		c.evict(key)
	}
	c.m[key] = n
}

func (c *Cache) evict(key string) {
	if c.opts.OnEvict != nil {
		c.opts.OnEvict(key)
	}
	if c.opts.OnAsync != nil {
		go c.opts.OnAsync()
	}
}

func (c *Cache) Close() {
	c.mu.Lock()
	c.m = nil
	c.mu.Unlock()
	if c.opts.OnClose != nil {
		c.opts.OnClose()
	}
}

// Queue keeps functions in helpers of its own.
type Queue struct {
	mu    sync.Mutex
	items map[int]*item
}

type item struct{ put func() }

func (q *Queue) Add(id int, put func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	it := q.items[id]
	if it == nil {
		it = new(item)
		q.items[id] = it
	}
	it.put = put
}

func (q *Queue) Flush() {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, it := range q.items {
		it.put()
	}
}

// Option is how a pool is told what to call.
type Option func(*Pool)

func WithDrop(drop func()) Option { return func(p *Pool) { p.drop = drop } }

type Pool struct {
	mu   sync.RWMutex
	drop func()
}

func NewPool(options ...Option) *Pool {
	p := new(Pool)
	for _, o := range options {
		o(p)
	}
	return p
}

func (p *Pool) Put() {
	p.mu.RLock()
	p.drop()
	p.mu.RUnlock()
}

func (p *Pool) Reset() {
	p.mu.Lock()
	p.mu.Unlock()
}
