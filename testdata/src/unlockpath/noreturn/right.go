package noreturn

import (
	"fmt"
	"log"
	"os"
	"runtime"
	"testing"
)

func (s *suite) fatal(t *testing.T) {
	s.mu.Lock()
	if s.runs == 0 {
		t.Fatal("no runs")
	}
	s.mu.Unlock()
}

func (s *suite) fatalf(b *testing.B) {
	s.mu.Lock()
	if s.runs == 0 {
		b.Fatalf("%d runs", s.runs)
	}
	s.mu.Unlock()
}

func (s *suite) skip(tb testing.TB) {
	s.mu.Lock()
	if s.runs == 0 {
		tb.Skip("no runs")
	}
	s.mu.Unlock()
}

func (s *suite) logFatal() {
	s.mu.Lock()
	if s.runs == 0 {
		log.Fatal("no runs")
	}
	s.mu.Unlock()
}

func (s *suite) logger(l *log.Logger) {
	s.mu.Lock()
	if s.runs == 0 {
		l.Fatalf("no runs")
	} else if s.runs < 0 {
		l.Panicln("fewer than none")
	}
	s.mu.Unlock()
}

func (s *suite) exit() {
	s.mu.Lock()
	if s.runs == 0 {
		os.Exit(2)
	}
	s.mu.Unlock()
}

func (s *suite) goexit() {
	s.mu.Lock()
	if s.runs == 0 {
		runtime.Goexit()
	}
	s.mu.Unlock()
}

func (s *suite) panics(key string) int {
	s.mu.Lock()
	switch key {
	case "runs":
		s.mu.Unlock()
		return s.runs
	default:
		panic("unknown " + key)
	}
}

// Wrappers.
func die(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format, args...)
	os.Exit(1)
}

func fail(err error) {
	die("failed: %v", err)
}

func (s *suite) wrapped(err error) int {
	s.mu.Lock()
	if err != nil {
		fail(err)
		return 0
	}
	s.mu.Unlock()
	return s.runs
}

func throw(err error) { panic(err) }

func (s *suite) thrown(err error) int {
	s.mu.Lock()
	if err != nil {
		throw(err)
		return 0
	}
	s.mu.Unlock()
	return s.runs
}

// A wrapper that is a literal.
func (s *suite) literal(t *testing.T) int {
	fail := func(msg string) {
		t.Helper()
		t.Fatal(msg)
	}
	s.mu.Lock()
	if s.runs == 0 {
		fail("no runs")
		return 0
	}
	s.mu.Unlock()
	return s.runs
}

// A wrapper that is a method.
func (s *suite) abort(t *testing.T) {
	s.mu.Unlock()
	t.FailNow()
}

func (s *suite) aborts(t *testing.T) int {
	s.mu.Lock()
	if s.runs == 0 {
		s.abort(t)
		return 0
	}
	s.mu.Unlock()
	return s.runs
}

// Ends on all of its paths, in different ways.
func either(a bool) {
	if a {
		os.Exit(1)
	}
	panic("not a")
}

func (s *suite) eithers(a bool) int {
	s.mu.Lock()
	if s.runs == 0 {
		either(a)
		return 0
	}
	s.mu.Unlock()
	return s.runs
}

// Never ends.
func hang() {
	for {
		runtime.Gosched()
	}
}

func (s *suite) hangs() int {
	s.mu.Lock()
	if s.runs == 0 {
		hang()
		return 0
	}
	s.mu.Unlock()
	return s.runs
}

func block() { select {} }

func (s *suite) blocks() int {
	s.mu.Lock()
	if s.runs == 0 {
		block()
		return 0
	}
	s.mu.Unlock()
	return s.runs
}

// must returns only if the error is nil.
func (s *suite) mustNil(f func() error) int {
	s.mu.Lock()
	err := f()
	must(err)
	if err != nil {
		return 0
	}
	s.mu.Unlock()
	return s.runs
}

func check(t *testing.T, ok bool) {
	if !ok {
		t.Fatal("not ok")
	}
}

func (s *suite) checks(t *testing.T, ok bool) int {
	s.mu.Lock()
	check(t, ok)
	if !ok {
		return 0
	}
	s.mu.Unlock()
	return s.runs
}

func checkf(t *testing.T, err error, format string, args ...any) {
	t.Helper()
	if err == nil {
		return
	}
	t.Fatalf(format, args...)
}

func (s *suite) checkfs(t *testing.T, f func() error) int {
	s.mu.Lock()
	err := f()
	checkf(t, err, "no")
	if err != nil {
		return 0
	}
	s.mu.Unlock()
	return s.runs
}
