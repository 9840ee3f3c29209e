package values

import "sync"

func newServer(name string) *server {
	s := server{name: name, cache: cache{m: make(map[string]string)}}
	return &s
}

func makeCache() cache { return cache{m: make(map[string]string)} }

// Fresh values.
func fresh() {
	c := makeCache()
	d := *new(cache)
	e := cache{}
	f := (cache{})
	g := *(newCache())
	list := []cache{{}, {m: nil}, makeCache()}
	list = append(list, cache{}, makeCache())
	use(&c, &d, &e, &f, &g, &list[0])
}

func newCache() *cache     { return new(cache) }
func use(caches ...*cache) {}

// Nothing is kept, nobody can lock it.
func blank(c *cache, m map[string]cache, v any) {
	_ = *c
	_, ok := m["a"]
	_, ok = v.(cache)
	var _ = *c
	for range m {
	}
	for k := range m {
		_, _ = k, ok
	}
	for i, _ := range []cache{} {
		_ = i
	}
}

// Only the type is asked for.
func sizes(a [3]sync.Mutex, s []sync.Mutex) int { // want `sizes passes lock by value`
	return len(a) + cap(a) + len(s)
}

func pointers(list []*cache, m map[string]*cache, ch chan *cache) {
	for _, c := range list {
		d := c
		m["x"] = d
		ch <- c
	}
}

// Slices, maps, interfaces and functions are references.
type handles struct {
	l    sync.Locker
	list []sync.Mutex
	m    map[string]sync.Mutex
	f    func() sync.Mutex
	ch   chan sync.Mutex
}

func references(h handles) handles {
	g := h
	return g
}

func zero(n int) (c cache, err error) {
	if n > 0 {
		return cache{}, nil
	}
	return
}
