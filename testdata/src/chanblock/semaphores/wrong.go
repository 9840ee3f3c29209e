// Package semaphores has buffered channels that limit goroutines.
package semaphores

// A slot is not given back on errors.
func lost(fs []func() error, report func(error)) {
	sem := make(chan struct{}, 1)
	for _, f := range fs {
		sem <- struct{}{} // want `sending on sem can block for ever`
		go func() {
			if err := f(); err != nil {
				report(err)
				return
			}
			<-sem
		}()
	}
}

// The goroutine releases what it never took.
func reversed(f func()) {
	sem := make(chan struct{}, 2)
	go func() {
		<-sem // want `receiving from sem can block for ever`
		f()
		sem <- struct{}{}
	}()
}

func unbuffered(f func()) {
	sem := make(chan struct{})
	sem <- struct{}{} // want `this blocks for ever: only the goroutine itself could be at the other end of sem`
	go func() {
		defer func() { <-sem }()
		f()
	}()
}
