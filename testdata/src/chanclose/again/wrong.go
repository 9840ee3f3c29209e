// Package again has functions that close a channel twice.
package again

func param(c chan int) {
	close(c)
	close(c) // want `c can be closed already, and closing it again panics \(chanclose-double\)`
}

func deferred(c chan<- int, send func(chan<- int) error) error {
	defer close(c) // want `c can be closed already`
	if err := send(c); err != nil {
		close(c)
		return err
	}
	return nil
}

func deferredLater(c chan int) {
	close(c)
	defer close(c) // want `c can be closed already`
}

func deferredTwice(c chan int, fast bool) {
	defer close(c) // want `c can be closed already`
	if fast {
		defer close(c)
	}
}

// Each round has a channel of its own.
func each(cs []chan int, last func(chan int) bool) {
	for _, c := range cs {
		close(c)
		if last(c) {
			close(c) // want `c can be closed already`
		}
	}
}

func captured(c chan int, f func(func())) {
	f(func() {
		close(c)
		close(c) // want `c can be closed already`
	})
}

type worker struct{ done, quit chan bool }

func (w *worker) stop() {
	close(w.quit)
	<-w.done
	close(w.quit) // want `w\.quit can be closed already`
}

func result(get func() chan int) {
	c := get()
	close(c)
	close(c) // want `c can be closed already`
}
