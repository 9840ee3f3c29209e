package values

import "sync"

type cache struct {
	sync.RWMutex
	m map[string]string
}

type server struct {
	name  string
	cache cache
}

func (s server) lookup(k string) string { // want `lookup passes lock by value: copylock/values.server contains copylock/values.cache \(copylock-value\)`
	s.cache.RLock()
	defer s.cache.RUnlock()
	return s.cache.m[k]
}

func reset(s *server) {
	*s = server{name: s.name}
	old := *s           // want `assignment copies lock value to old`
	s.cache = old.cache // want `assignment copies lock value to s.cache`
}

func all(servers []server, byName map[string]server) []*server {
	var out []*server
	for _, s := range servers { // want `range var s copies lock`
		out = append(out, &s)
	}
	s, ok := byName["a"] // want `assignment copies lock value to s`
	if ok {
		out = append(out, &s)
	}
	return out
}

func wait(wg sync.WaitGroup) { // want `wait passes lock by value`
	wg.Wait()
}

func run() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func(wg sync.WaitGroup) { // want `func passes lock by value`
		wg.Done()
	}(wg) // want `copies lock value`
	wait(wg) // want `call of wait copies lock value`
}

func swap(a []cache, i, j int) {
	a[i], a[j] = a[j], a[i] // want `assignment copies lock value to a\[i\]` `assignment copies lock value to a\[j\]`
}

func get(s *server) cache {
	return s.cache // want `return copies lock value`
}

func grow(list []cache, c *cache) []cache {
	return append(list, *c) // want `call of append copies lock value`
}

type pair struct{ a, b cache }

func pairOf(c *cache) pair {
	return pair{a: *c} // want `literal copies lock value from \*c`
}

func array(a [2]cache) { // want `array passes lock by value`
	b := a // want `assignment copies lock value to b`
	_ = &b
}
