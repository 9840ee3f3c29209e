package assertions

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestFunc(t *testing.T) {
	errs := make(chan error)
	go func() {
		require.NoError(t, <-errs) // want `require\.NoError is called in a goroutine that the test started`
	}()
	errs <- nil
}

func TestMethod(t *testing.T) {
	r := require.New(t)
	errs := make(chan error)
	go func() {
		r.NoError(<-errs) // want `require\.NoError is called in a goroutine that the test started`
	}()
	errs <- nil
}

func must(t *testing.T, err error) { require.NoError(t, err) }

func TestHelper(t *testing.T) {
	errs := make(chan error)
	go func() {
		must(t, <-errs) // want `require\.NoError is called in a goroutine that the test started`
	}()
	errs <- nil
}

func TestSubtest(t *testing.T) {
	t.Run("a", func(*testing.T) {
		require.NoError(t, os.Chdir("a")) // want `require\.NoError is called by a subtest`
	})
}
