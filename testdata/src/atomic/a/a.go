package a

import "sync/atomic"

func count(n uint64) uint64 {
	n = atomic.AddUint64(&n, 1) // want `direct assignment to atomic value \(atomic\)`
	atomic.AddUint64(&n, 1)
	return n
}
