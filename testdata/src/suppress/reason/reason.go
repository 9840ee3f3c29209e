package reason

import "sync"

var a, b, c, d, e, f, g, h, i sync.Mutex

func lock() {
	a.Lock()
	b.Lock()
	c.Lock()
	d.Lock()
	e.Lock()
	f.Lock()
	g.Lock()
	h.Lock()
	i.Lock()
}

func again() {
	lock()
	a.Lock() //nolint:lockorder-double // why not
	b.Lock() /* want `//nolint:lockorder-double gives no reason: add // and why \(suppress-reason\)` */ //nolint:lockorder-double
	c.Lock() /* want `//nolint:conclint gives no reason` */                                             //nolint:conclint
	d.Lock() /* want `//nolint:lockorder gives no reason` */                                            //nolint:errcheck,lockorder
	e.Lock() //nolint:errcheck
	f.Lock() //nolint:all
	g.Lock() //nolint
	h.Lock() /* want `//lint:ignore lockorder gives no reason, without which it suppresses nothing` */ //lint:ignore lockorder
	i.Lock() //lint:ignore lockorder why not
}

func others() {
	g := 0
	g++ //lint:ignore SA1000
	g++ //lint:ignore SA1000 why not
}
