package subtests

import (
	"sync"
	"testing"
)

var mu sync.Mutex

func lock() { mu.Lock(); defer mu.Unlock() }

// The name of the subtest's own test was mistyped.
func TestOuter(t *testing.T) {
	for _, name := range []string{"a", "b"} {
		t.Run(name, func(t2 *testing.T) {
			if name == "b" {
				t.Fatal("no b") // want `T\.Fatal is called by a subtest on the test around it, so it ends only the subtest`
			}
		})
	}
}

func TestUnnamed(t *testing.T) {
	t.Run("a", func(*testing.T) {
		t.SkipNow() // want `T\.SkipNow is called by a subtest`
	})
}

func TestVariable(t *testing.T) {
	f := func(t2 *testing.T) {
		t.FailNow()
	}
	t.Run("a", f) // want `T\.FailNow is called by a subtest`
}

func BenchmarkOuter(b *testing.B) {
	b.Run("a", func(*testing.B) {
		b.Fatal("no") // want `B\.Fatal is called by a subtest`
	})
}

// A goroutine of a subtest.
func TestGoroutine(t *testing.T) {
	t.Run("a", func(t *testing.T) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			t.Fatal("no") // want `T\.Fatal is called in a goroutine`
		}()
		<-done
	})
}

// The subtest is in the goroutine, but the test is not.
func TestIn(t *testing.T) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		t.Run("a", func(t *testing.T) { t.Log() })
		t.FailNow() // want `T\.FailNow is called in a goroutine`
	}()
	<-done
}

// Started as a goroutine and as a subtest: only one of them is right.
func skip(t *testing.T) { t.SkipNow() }

func TestBoth(t *testing.T) {
	go skip(t) // want `T\.SkipNow is called in a goroutine`
	t.Run("a", skip)
}
