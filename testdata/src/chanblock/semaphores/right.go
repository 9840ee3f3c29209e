package semaphores

import "sync"

func limit(fs []func()) {
	sem := make(chan struct{}, 2)
	var wg sync.WaitGroup
	for _, f := range fs {
		wg.Add(1)
		sem <- struct{}{}
		go func() {
			defer func() {
				<-sem
				wg.Done()
			}()
			f()
		}()
	}
	wg.Wait()
}

// Taking all slots waits for all.
func all(fs []func()) {
	sem := make(chan struct{}, 2)
	for _, f := range fs {
		sem <- struct{}{}
		go func() {
			defer func() { <-sem }()
			f()
		}()
	}
	for range cap(sem) {
		sem <- struct{}{}
	}
}

func inside(fs []func() error) (errs []error) {
	sem, res := make(chan struct{}, 1), make(chan error)
	for _, f := range fs {
		go func() {
			sem <- struct{}{}
			defer func() { <-sem }()
			res <- f()
		}()
	}
	for range fs {
		errs = append(errs, <-res)
	}
	return errs
}

// Filled with tokens first.
func tokens(fs []func()) {
	sem := make(chan struct{}, 2)
	for range 2 {
		sem <- struct{}{}
	}
	var wg sync.WaitGroup
	for _, f := range fs {
		<-sem
		wg.Go(func() {
			defer func() { sem <- struct{}{} }()
			f()
		})
	}
	wg.Wait()
}

func try(sem chan struct{}, f func()) bool {
	own := make(chan struct{}, 1)
	select {
	case own <- struct{}{}:
	case sem <- struct{}{}:
	default:
		return false
	}
	f()
	return true
}
