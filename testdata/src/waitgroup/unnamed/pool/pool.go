// Package pool has a type with a WaitGroup for others.
package pool

import "sync"

// Pool is a group of goroutines.
type Pool struct{ WG sync.WaitGroup }
