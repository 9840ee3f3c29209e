package tests

import "testing"

// A test for others to call, outside of test files.
func TestStore(t *testing.T, open func() error) {
	run(t, open)
}

func run(t *testing.T, open func() error) {
	done := make(chan struct{})
	go func() {
		if open() == nil {
			close(done)
		}
	}()
	<-done // want `receiving from done can block for ever`
}
