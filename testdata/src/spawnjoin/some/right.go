package some

import (
	"errors"
	"io"
	"sync"
)

func both(a, b io.ReadWriter) error {
	c := copier{a, b}
	errc := make(chan error, 2)
	go c.there(errc)
	go c.back(errc)
	return errors.Join(<-errc, <-errc)
}

func all(hosts []string, ask func(string) int) (sum int) {
	answers := make(chan int)
	for _, h := range hosts {
		go func() { answers <- ask(h) }()
	}
	for range hosts {
		sum += <-answers
	}
	return sum
}

// Somebody else waits for the rest.
func counted(a, b io.ReadWriter, wg *sync.WaitGroup) {
	errc := make(chan error, 2)
	wg.Add(2)
	go func() {
		defer wg.Done()
		_, err := io.Copy(a, b)
		errc <- err
	}()
	go func() {
		defer wg.Done()
		_, err := io.Copy(b, a)
		errc <- err
	}()
	<-errc
}

func collect(ch chan error) error { return errors.Join(<-ch, <-ch) }

func elsewhere(a, b io.ReadWriter) error {
	c := copier{a, b}
	errc := make(chan error)
	go c.there(errc)
	go c.back(errc)
	return collect(errc)
}

// One at a time.
func turns(hosts []string, ask func(string) int) (sum int) {
	for _, h := range hosts {
		answer := make(chan int)
		go func() { answer <- ask(h) }()
		sum += <-answer
	}
	return sum
}
