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
