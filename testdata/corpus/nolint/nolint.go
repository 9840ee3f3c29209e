// Package nolint has findings that somebody silenced.
package nolint

import "sync"

var mu sync.Mutex

// Twice has one that is silenced at its line.
func Twice() {
	mu.Lock()
	mu.Lock() //nolint:conclint // only here to be silenced
	mu.Unlock()
	mu.Unlock()
}

// Loud has one that is not.
func Loud() {
	mu.Lock()
	mu.Lock()
	mu.Unlock()
	mu.Unlock()
}

// Named has one that is silenced by its rule, and one by its analyzer.
func Named() {
	mu.Lock()
	mu.Lock() //nolint:lockorder-double // only here to be silenced
	mu.Unlock()
	mu.Unlock()

	mu.Lock()
	//lint:ignore lockorder only here to be silenced
	mu.Lock()
	mu.Unlock()
	mu.Unlock()
}

// Idle has comments that silence nothing, or do not say why.
func Idle() {
	mu.Lock() //nolint:lockorder-rlock // nothing to silence
	mu.Lock() //nolint:lockorder-double
	mu.Unlock()
	mu.Unlock()
}
