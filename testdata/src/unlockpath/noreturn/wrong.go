package noreturn

import (
	"fmt"
	"log"
	"os"
	"sync"
	"testing"
)

type suite struct {
	mu   sync.Mutex
	runs int
}

// Error and Print go on.
func (s *suite) errors(t *testing.T) {
	s.mu.Lock()
	if s.runs == 0 {
		t.Error("no runs")
		return // want `s\.mu is still held on return`
	}
	s.mu.Unlock()
}

func (s *suite) prints() {
	s.mu.Lock()
	if s.runs == 0 {
		log.Print("no runs")
		return // want `s\.mu is still held on return`
	}
	s.mu.Unlock()
}

// warn returns on one path.
func warn(fatal bool) {
	if fatal {
		os.Exit(1)
	}
	fmt.Println("no runs")
}

func (s *suite) warns(fatal bool) {
	s.mu.Lock()
	if s.runs == 0 {
		warn(fatal)
		return // want `s\.mu is still held on return`
	}
	s.mu.Unlock()
}

// must returns if the error is nil: then the lock is held.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

func (s *suite) musts(err error) {
	s.mu.Lock()
	if s.runs == 0 {
		must(err)
		return // want `s\.mu is still held on return`
	}
	s.mu.Unlock()
}

// A wrapper that recovers returns after all.
func guarded() {
	defer func() { _ = recover() }()
	panic("no runs")
}

func (s *suite) guards() {
	s.mu.Lock()
	if s.runs == 0 {
		guarded()
		return // want `s\.mu is still held on return`
	}
	s.mu.Unlock()
}
