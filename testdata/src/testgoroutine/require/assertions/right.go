package assertions

import (
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
		require.NoError(fake, nil)
	}()
	<-done
	require.NoError(t, nil)
}

func TestFakeAssertions(t *testing.T) {
	fake := new(testing.T)
	done := make(chan struct{})
	go func() {
		defer close(done)
		require.New(fake).NoError(nil)
	}()
	<-done
}

func TestOwn(t *testing.T) {
	go t.Run("a", func(t *testing.T) { require.NoError(t, nil) })
	t.Run("b", func(t *testing.T) { require.New(t).NoError(nil) })
}

func TestUnused(t *testing.T) {
	done := make(chan *require.Assertions)
	go func() { done <- require.New(t) }()
	(<-done).NoError(nil)
}
