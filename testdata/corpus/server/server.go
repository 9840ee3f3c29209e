// Package server starts goroutines.
package server

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"time"

	"example.com/corpus/index"
	"example.com/corpus/store"
)

// Server serves an index.
type Server struct {
	index *index.Index
	hits  int64
	mu    sync.Mutex
}

// First returns what is there first; the others' goroutines wait for ever.
func (s *Server) First(keys []string) string {
	found := make(chan string)
	for _, k := range keys {
		go func() { found <- k }()
	}
	return <-found
}

// Timeout forgets to call cancel.
func (s *Server) Timeout(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	if s.index.Len() == 0 {
		return errors.New("empty")
	}
	defer cancel()
	<-ctx.Done()
	return ctx.Err()
}

// All waits for too few.
func (s *Server) All(keys []string) {
	var wg sync.WaitGroup
	for _, k := range keys {
		go func() {
			wg.Add(1)
			defer wg.Done()
			s.index.Add(k)
		}()
	}
	wg.Wait()
}

// Must ends the process with the lock held, which is a finding only as long as
// nobody says that Die does not return.
func (s *Server) Must(ok bool) {
	s.mu.Lock()
	if !ok {
		store.Die()
		return
	}
	s.mu.Unlock()
}

// Copy copies a lock.
func (s *Server) Copy() Server { return *s }

// Hit counts.
func (s *Server) Hit() { s.hits = atomic.AddInt64(&s.hits, 1) }

// Signals misses some.
func Signals() chan os.Signal {
	c := make(chan os.Signal)
	signal.Notify(c, os.Interrupt)
	return c
}
