package synctypes

import (
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"
)

type all struct {
	once  sync.Once
	cond  sync.Cond
	pool  sync.Pool
	m     sync.Map
	value atomic.Value
	i     atomic.Int32
	p     atomic.Pointer[int]
	g     errgroup.Group
	conf  atomic.Value
}

func copies(a *all) {
	once := a.once // want `copies lock value to once: sync.Once`
	cond := a.cond // want `copies lock value to cond: sync.Cond`
	pool := a.pool // want `copies lock value to pool: sync.Pool`
	m := a.m       // want `copies lock value to m: sync.Map`
	i := a.i       // want `copies lock value to i: sync/atomic.Int32`
	p := a.p       // want `copies lock value to p: sync/atomic.Pointer`
	g := a.g       // want `copies lock value to g: golang.org/x/sync/errgroup.Group`
	use(&once, &cond, &pool, &m, &i, &p, &g)
}

func values(a *all, ch chan atomic.Value) {
	v := a.value // want `assignment copies lock value to v: sync/atomic.Value`
	v.Store(1)
	var w = a.conf // want `variable declaration copies lock value to w: sync/atomic.Value`
	w.Store(2)
	x := v  // want `assignment copies lock value to x: sync/atomic.Value`
	use(x)  // want `call copies lock value of x: sync/atomic.Value`
	ch <- v // want `send copies lock value to channel ch: sync/atomic.Value`
}

type config struct{ v atomic.Value }

func (c config) load() any { // want `load passes lock by value: copylock/synctypes.config contains sync/atomic.Value`
	return c.v.Load()
}

func wait(g errgroup.Group) error { // want `wait passes lock by value`
	return g.Wait()
}

func each(configs []config) {
	for _, c := range configs { // want `range copies lock value to c`
		use(&c)
	}
}

func use(args ...any) {}
