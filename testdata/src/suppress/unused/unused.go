package unused

import (
	"sync"
	"sync/atomic"
)

var a, b, c, d, e, f, g, h sync.Mutex

func lock() {
	a.Lock()
	b.Lock()
	c.Lock()
	d.Lock()
	e.Lock()
	f.Lock()
	g.Lock()
	h.Lock()
}

func again() {
	a.Lock() /* want `//nolint:lockorder-double suppresses nothing \(suppress-unused\)` */ //nolint:lockorder-double // why not
	a.Unlock()
	lock()
	a.Lock() //nolint:lockorder-double // it does
	b.Lock() //nolint:lockorder-double,lockorder // both do
	c.Lock() /* want `//nolint:unlockpath suppresses nothing` */      //nolint:lockorder-double,unlockpath // one does
	d.Lock() /* want `//nolint:lockorder-cycle suppresses nothing` */ //nolint:lockorder-cycle // another rule
	e.Lock() //lint:ignore lockorder* it does
	f.Lock() /* want `//lint:ignore unlock\* suppresses nothing` */ //lint:ignore unlock* another rule
	g.Lock() //lint:ignore SA* who knows
	h.Lock() //lint:ignore * who knows
}

func nothing(n int64) {
	n = 1 //nolint:all // who knows
	n = 2 //nolint // who knows
	n = 3 //nolint:errcheck // who knows
	n = 4 //nolint:waitgroup-late // switched off
	n = 5 /* want `//nolint:conclint suppresses nothing` */  //nolint:conclint // why not
	n = 6 /* want `//nolint:chanclose suppresses nothing` */ //nolint:chanclose // why not
	n = 7 //nolint:chanclose,suppress-unused // elsewhere it does
}

func bundled(n int64) {
	n = atomic.AddInt64(&n, 1) //nolint:atomic // why not
	n = 1                      /* want `//nolint:atomic suppresses nothing` */ //nolint:atomic // why not
}

//nolint:lockorder // all of this
func block(mu *sync.Mutex) {
	mu.Lock()
	mu.Lock()
}

/* want +2 `//nolint:lockorder suppresses nothing` */

//nolint:lockorder // all of this
func useless(mu *sync.Mutex) {
	mu.Lock()
}

// Importers are told of this.

var Outer, Inner sync.Mutex

func Both() {
	Outer.Lock()
	defer Outer.Unlock()
	Inner.Lock() //nolint:lockorder // nobody does it the other way round
	defer Inner.Unlock()
}
