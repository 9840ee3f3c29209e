// Package semaphore stands in for the real one in fixtures.
package semaphore

import "context"

type Weighted struct{ shares chan struct{} }

func NewWeighted(n int64) *Weighted { return &Weighted{make(chan struct{}, n)} }

func (s *Weighted) Acquire(ctx context.Context, n int64) error {
	for range n {
		select {
		case s.shares <- struct{}{}:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func (s *Weighted) TryAcquire(n int64) bool {
	for range n {
		select {
		case s.shares <- struct{}{}:
		default:
			return false
		}
	}
	return true
}

func (s *Weighted) Release(n int64) {
	for range n {
		<-s.shares
	}
}
