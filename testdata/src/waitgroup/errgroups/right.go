package errgroups

import "golang.org/x/sync/errgroup"

func nested(f func() error) error {
	var g errgroup.Group
	g.Go(func() error {
		var inner errgroup.Group
		inner.Go(f)
		return inner.Wait()
	})
	// One that runs may start others.
	g.Go(func() error {
		g.Go(f)
		return nil
	})
	return g.Wait()
}

func closer(f func() error) <-chan error {
	out := make(chan error)
	var g errgroup.Group
	g.Go(f)
	go func() {
		out <- g.Wait()
		close(out)
	}()
	return out
}
