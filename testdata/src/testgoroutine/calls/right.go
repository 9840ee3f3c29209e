package calls

import (
	"os"
	"sync"
	"testing"
)

// The helper runs in the goroutine, but not the assertion.
func report(t *testing.T, err error) {
	if err != nil {
		t.Error(err)
	}
}

func TestReports(t *testing.T) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		report(t, nil)
	}()
	wg.Wait()
	check(t, os.Chdir("a"))
}

// A function that starts a goroutine and ends the test by itself.
func await(t *testing.T, f func()) {
	done := make(chan struct{})
	go func() {
		f()
		close(done)
	}()
	select {
	case <-done:
	default:
		t.Fatal("timeout")
	}
}

// The literal is run by somebody else, who may do so anywhere.
func TestAwait(t *testing.T) {
	await(t, func() { check(t, os.Chdir("a")) })
}

// Another variable of the name.
func TestShadow(t *testing.T) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		h := &harness{}
		_ = h.step()
	}()
	<-done
	h := &harness{t: t}
	h.t.FailNow()
}

// A literal that ends the test, but that the goroutine does not call.
func TestUncalled(t *testing.T) {
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	errs := make(chan error)
	go func() { errs <- nil }()
	must(<-errs)
}

func skip(t *testing.T) {
	t.Helper()
	t.SkipNow()
}

// Tests that are switched off.
func TestOff(t *testing.T) {
	t.Skip("takes an hour")
	go func() { t.Fatal("never") }()
}

func TestOffByHelper(t *testing.T) {
	skip(t)
	t.Run("sub", func(t *testing.T) {
		go func() { t.Fatal("never") }()
	})
}

var off = func(t testing.TB) { t.SkipNow() }

func TestOffByVariable(t *testing.T) {
	off(t)
	go func() { t.Fatal("never") }()
}
