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

// Named has one that is silenced by its rule's name.
func Named() {
	mu.Lock()
	mu.Lock() //nolint:lockorder-double // only here to be silenced
	mu.Unlock()
	mu.Unlock()
}

// Reasonless has one that is silenced without a reason.
func Reasonless() {
	mu.Lock()
	mu.Lock() //nolint:lockorder
	mu.Unlock()
	mu.Unlock()
}

// Unused has a comment that silences nothing.
func Unused() {
	mu.Lock() //nolint:lockorder // nothing is wrong here
	println()
	mu.Unlock()
}
