// Package abandon has senders whose receiver has gone.
package abandon

import (
	"context"
	"errors"
	"time"
)

var errTimeout = errors.New("timeout")

type source struct{ name string }

func (s *source) load() (string, error) { return s.name, nil }

func timeout(s *source) (string, error) {
	ch := make(chan string)
	go func() {
		v, _ := s.load()
		ch <- v // want `sending on ch can block for ever: nobody is left to receive`
	}()
	select {
	case v := <-ch:
		return v, nil
	case <-time.After(time.Second):
		return "", errTimeout
	}
}

func cancelled(ctx context.Context, s *source) (string, error) {
	values, errs := make(chan string), make(chan error)
	go func() {
		v, err := s.load()
		if err != nil {
			errs <- err // want `sending on errs can block for ever: nobody is left to receive`
			return
		}
		values <- v // want `sending on values can block for ever: nobody is left to receive`
	}()
	select {
	case v := <-values:
		return v, nil
	case err := <-errs:
		return "", err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func firstOfN(sources []*source) string {
	ch := make(chan string)
	for _, s := range sources {
		go func() {
			v, _ := s.load()
			ch <- v // want `sending on ch can block for ever: nobody is left to receive`
		}()
	}
	return <-ch
}

func firstOfTwo(a, b *source) string {
	ch := make(chan string)
	get := func(s *source) {
		v, _ := s.load()
		ch <- v // want `sending on ch can block for ever: nobody is left to receive`
	}
	go get(a)
	go get(b)
	return <-ch
}

func firstError(sources []*source) error {
	errs := make(chan error)
	for _, s := range sources {
		go func(s *source) {
			_, err := s.load()
			errs <- err // want `sending on errs can block for ever: nobody is left to receive`
		}(s)
	}
	for range sources {
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}

// The goroutine runs already when the function gives up.
func early(s *source, path string) (string, error) {
	ch := make(chan string)
	go func() {
		v, _ := s.load()
		ch <- v // want `sending on ch can block for ever: nobody is left to receive`
	}()
	if path == "" {
		return "", errors.New("no path")
	}
	return path + <-ch, nil
}

// The buffer has room for one of two that come late.
func smallBuffer(a, b, c *source) string {
	ch := make(chan string, 1)
	for _, s := range []*source{a, b, c} {
		go func() {
			v, _ := s.load()
			ch <- v // want `sending on ch can block for ever: nobody is left to receive`
		}()
	}
	return <-ch
}

type answer struct {
	value string
	err   error
}

type request struct {
	src   *source
	reply chan answer
}

func (r *request) serve() {
	v, err := r.src.load()
	r.reply <- answer{v, err} // want `sending on r\.reply can block for ever: nobody is left to receive`
}

func ask(ctx context.Context, s *source) (string, error) {
	r := &request{src: s, reply: make(chan answer)}
	go r.serve()
	select {
	case a := <-r.reply:
		return a.value, a.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func loadInto(s *source, out chan<- answer) {
	v, err := s.load()
	out <- answer{v, err} // want `sending on out can block for ever: nobody is left to receive`
}

func param(s *source, d time.Duration) (string, error) {
	out := make(chan answer)
	go loadInto(s, out)
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case a := <-out:
		return a.value, a.err
	case <-timer.C:
	}
	return "", errTimeout
}
