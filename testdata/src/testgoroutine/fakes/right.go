package fakes

import "testing"

// An assertion is tested with a test that may end: in a goroutine, for it is
// that which ends.
func TestAssertion(t *testing.T) {
	fake := new(testing.T)
	done := make(chan struct{})
	go func() {
		defer close(done)
		end(fake)
	}()
	<-done
	if !fake.Failed() {
		t.Fatal("did not fail")
	}
}

func TestLiteral(t *testing.T) {
	done := make(chan struct{})
	fake := &testing.T{}
	go func() {
		defer close(done)
		fake.FailNow()
	}()
	<-done
	t.Log(fake.Failed())
}

// Somebody else's type, behind the interface.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper()                           {}
func (r *recorder) FailNow()                          { r.failed = true }
func (r *recorder) Fatalf(format string, args ...any) { r.failed = true }

func TestRecorder(t *testing.T) {
	r := &recorder{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		assert(r, false)
	}()
	<-done
	assert(t, r.failed)
}
