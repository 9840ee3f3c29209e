package noreturn

import (
	"context"
	"fmt"
	"log"
	"os"
	"runtime"
	"sync"
	"testing"
)

var mu sync.Mutex

func work(ctx context.Context) error {
	mu.Lock()
	defer mu.Unlock()
	return ctx.Err()
}

func panics(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	if err := work(ctx); err != nil {
		panic(err)
	}
	cancel()
}

func exits(ctx context.Context, n int) {
	ctx, cancel := context.WithCancel(ctx)
	if err := work(ctx); err != nil {
		switch n {
		case 0:
			os.Exit(1)
		case 1:
			log.Fatalf("no: %v", err)
		case 2:
			log.Panicln(err)
		case 3:
			runtime.Goexit()
		default:
			select {}
		}
	}
	cancel()
}

func die(err error) {
	defer fmt.Println("dying")
	fmt.Println(err)
	os.Exit(1)
}

func dieHarder(err error) {
	if err == context.Canceled {
		die(err)
	} else {
		panic(err)
	}
}

func dies(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	if err := work(ctx); err != nil {
		dieHarder(err)
	}
	cancel()
}

func localLiteral(ctx context.Context) {
	fatal := func(err error) {
		fmt.Println(err)
		os.Exit(1)
	}
	ctx, cancel := context.WithCancel(ctx)
	if err := work(ctx); err != nil {
		fatal(err)
		return
	}
	cancel()
}

func fails(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	if err := work(ctx); err != nil {
		t.Fatal(err)
	}
	cancel()
}

func failsTB(t testing.TB) {
	ctx, cancel := context.WithCancel(context.Background())
	if err := work(ctx); err != nil {
		fail(t, err)
	}
	cancel()
}

func fail(t testing.TB, err error) {
	t.Helper()
	t.Fatalf("unexpected: %v", err)
}

func never(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	if work(ctx) == nil {
		cancel()
		return
	}
	forever()
}

func forever() {
	for {
		mu.Lock()
		mu.Unlock()
	}
}
