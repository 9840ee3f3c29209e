package spawners

import (
	"context"
	"log"
	"time"

	"golang.org/x/sync/errgroup"
)

func work(s string) error { return nil }

func group(names []string) error {
	var g errgroup.Group
	for _, name := range names {
		g.Go(func() error {
			return work(name) // want `loop variable name captured by func literal that Group.Go runs in a goroutine`
		})
		log.Print("started")
	}
	return g.Wait()
}

func try(names []string) error {
	var g errgroup.Group
	for _, name := range names {
		if !g.TryGo(func() error { return work(name) }) { // want `loop variable name captured`
			log.Print("busy")
		}
	}
	return g.Wait()
}

func later(names []string) {
	for i, name := range names {
		time.AfterFunc(time.Duration(i)*time.Second, func() {
			work(name) // want `loop variable name captured by func literal that time.AfterFunc runs in a goroutine`
		})
	}
}

func onCancel(ctx context.Context, names []string) {
	for _, name := range names {
		context.AfterFunc(ctx, func() { work(name) }) // want `loop variable name captured`
	}
}

// Starting the second goroutine does not wait for the first one.
func two(names []string, update func(string) error) error {
	var g errgroup.Group
	for _, name := range names {
		g.Go(func() error { return update(name) }) // want `loop variable name captured`
		g.Go(func() error { return update(name) }) // want `loop variable name captured`
	}
	return g.Wait()
}
