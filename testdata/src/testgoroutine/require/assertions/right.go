package assertions

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHere(t *testing.T) {
	errs := make(chan error)
	go func() { errs <- nil }()
	require.NoError(t, <-errs)
}

func TestFake(t *testing.T) {
	fake := new(testing.T)
	done := make(chan struct{})
	go func() {
		defer close(done)
		require.NoError(fake, os.Chdir("a"))
	}()
	<-done
	require.NoError(t, os.Chdir("a"))
}

func TestFakeAssertions(t *testing.T) {
	fake := new(testing.T)
	done := make(chan struct{})
	go func() {
		defer close(done)
		require.New(fake).NoError(os.Chdir("a"))
	}()
	<-done
}

func TestOwn(t *testing.T) {
	go t.Run("a", func(t *testing.T) { require.NoError(t, os.Chdir("a")) })
	t.Run("b", func(t *testing.T) { require.New(t).NoError(os.Chdir("a")) })
}

func TestUnused(t *testing.T) {
	done := make(chan *require.Assertions)
	go func() { done <- require.New(t) }()
	(<-done).NoError(os.Chdir("a"))
}

func nothing() (int, error) { return 1, nil }

func TestNothing(t *testing.T) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, err := nothing()
		require.NoError(t, err)
		require.New(t).NoError(err)
	}()
	<-done
}
