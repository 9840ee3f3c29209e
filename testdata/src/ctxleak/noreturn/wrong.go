package noreturn

import (
	"context"
	"log"
	"testing"
)

// A function that ends the program only perhaps.
func perhaps(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx) // want `cancel returned by context\.WithCancel is not called on every path`
	if err := work(ctx); err != nil {
		check(err)
		return err
	}
	cancel()
	return nil
}

func check(err error) {
	if err != nil && err != context.Canceled {
		log.Fatal(err)
	}
}

// Error does not end the test.
func noFatal(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background()) // want `cancel returned by context\.WithCancel is not called on every path`
	if err := work(ctx); err != nil {
		t.Error(err)
		return
	}
	cancel()
}

// A panic that is recovered from comes back.
func recovered(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx) // want `cancel returned by context\.WithCancel is not called on every path`
	if err := work(ctx); err != nil {
		catches()
		return err
	}
	cancel()
	return nil
}

func catches() {
	defer func() { recover() }()
	panic("x")
}
