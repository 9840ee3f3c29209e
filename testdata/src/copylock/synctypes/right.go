package synctypes

import "sync/atomic"

// A Value may be copied until it is used.
func unused() {
	var v atomic.Value
	w := v
	w.Store(1)
	x := atomic.Value{}
	use(&v, &w, &x)
}

func pointers(a *all) {
	v := &a.value
	v.Store(1)
	use(v, &a.g, a.i.Load())
}
