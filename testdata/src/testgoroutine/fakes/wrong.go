package fakes

import "testing"

// There is no test, but there could be.
func started() {
	var t *testing.T
	c := make(chan int)
	go func() {
		t.Fatal() // want `T\.Fatal is called`
		c <- 1
	}()
	go end(t) // want `T\.Fatal is called`
	<-c
}

func end(t *testing.T) { t.Fatal() }

// A package's own interface of what it needs of a test.
type tester interface {
	Helper()
	Fatalf(format string, args ...any)
	FailNow()
}

func assert(t tester, ok bool) {
	t.Helper()
	if !ok {
		t.FailNow()
	}
}

func TestTester(t *testing.T) {
	c := make(chan int)
	go func() {
		assert(t, <-c == 0) // want `tester\.FailNow is called`
	}()
	c <- 1
}
