package tests

import "testing"

// What a test leaves behind ends with it.
func TestLeaves(t *testing.T) {
	ch := make(chan int)
	go func() { ch <- 1 }()
	t.Log("done")
}

func TestServe(t *testing.T) {
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		serve(stop, func() {})
	}()
	close(stop)
	<-done
}

func TestCleanup(t *testing.T) {
	stop, done := make(chan struct{}), make(chan struct{})
	t.Cleanup(func() { close(stop) })
	go func() {
		defer close(done)
		<-stop
	}()
}
