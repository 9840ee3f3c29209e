package subtests

import (
	"os"
	"testing"
)

func TestOwn(t *testing.T) {
	t.Run("a", func(t *testing.T) {
		t.Run("b", func(t *testing.T) { t.Fatal() })
		t.FailNow()
	})
	t.Run("c", skip)
}

// A subtest in a goroutine has a goroutine of its own.
func TestInGoroutine(t *testing.T) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		t.Run("a", func(t *testing.T) { t.Fatal() })
	}()
	<-done
	go t.Run("b", func(t *testing.T) { t.Skip("no") })
}

// A function that runs subtests.
func TestRunner(t *testing.T) {
	run := func(t *testing.T, name string, f func(t *testing.T)) {
		t.Run(name, func(t *testing.T) { f(t) })
	}
	run(t, "a", func(t *testing.T) { t.Fatal() })
}

// Helpers of the test around: the subtest fails, if in an odd way.
func TestHelper(t *testing.T) {
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Run("a", func(t *testing.T) { must(os.Chdir("a")) })
}

func TestError(t *testing.T) {
	t.Run("a", func(t2 *testing.T) { t.Error("no") })
}

// What an object keeps may be the subtest's.
func TestObject(t *testing.T) {
	o := &object{}
	t.Run("a", func(t *testing.T) {
		o.t = t
		o.t.FailNow()
	})
}

type object struct{ t *testing.T }
