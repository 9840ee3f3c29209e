package spawners

import (
	"time"

	"golang.org/x/sync/errgroup"
)

// Who keeps the timer can stop it.
func guard(names []string) {
	for _, name := range names {
		t := time.AfterFunc(time.Second, func() { work(name) })
		work("x")
		t.Stop()
	}
}

func perIteration(names []string) error {
	for _, name := range names {
		var g errgroup.Group
		for i := 0; i < 3; i++ {
			g.Go(func() error { return work(name) })
		}
		if err := g.Wait(); err != nil {
			return err
		}
	}
	return nil
}

// A group of another kind may run the function at once.
type pool struct{}

func (pool) Go(f func() error) { f() }

func own(g pool, names []string) {
	for _, name := range names {
		g.Go(func() error { return work(name) })
	}
}
