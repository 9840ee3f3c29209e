package abandon

import (
	"context"
	"time"
)

func timeoutRight(s *source) (string, error) {
	ch := make(chan string, 1)
	go func() {
		v, _ := s.load()
		ch <- v
	}()
	select {
	case v := <-ch:
		return v, nil
	case <-time.After(time.Second):
		return "", errTimeout
	}
}

func bothBuffered(ctx context.Context, s *source) (string, error) {
	values, errs := make(chan string, 1), make(chan error, 1)
	go func() {
		v, err := s.load()
		if err != nil {
			errs <- err
			return
		}
		values <- v
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

func roomForAll(sources []*source) string {
	ch := make(chan string, len(sources))
	for _, s := range sources {
		go func() {
			v, _ := s.load()
			ch <- v
		}()
	}
	return <-ch
}

// Each sender waits for the end, too.
func doneChannel(sources []*source) string {
	ch, done := make(chan string), make(chan struct{})
	defer close(done)
	for _, s := range sources {
		go func() {
			v, _ := s.load()
			select {
			case ch <- v:
			case <-done:
			}
		}()
	}
	return <-ch
}

// Whoever is late finds nobody, and does not mind.
func dropLate(a, b *source) string {
	ch := make(chan string, 1)
	get := func(s *source) {
		v, _ := s.load()
		select {
		case ch <- v:
		default:
		}
	}
	go get(a)
	go get(b)
	return <-ch
}

func remember(sources []*source) (err error) {
	errs := make(chan error)
	for _, s := range sources {
		go func() {
			_, err := s.load()
			errs <- err
		}()
	}
	for range sources {
		if e := <-errs; e != nil {
			err = e
		}
	}
	return err
}

func cancelFirst(ctx context.Context, s *source) (string, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ch := make(chan string)
	go func() {
		v, _ := s.load()
		select {
		case ch <- v:
		case <-ctx.Done():
		}
	}()
	select {
	case v := <-ch:
		return v, nil
	case <-time.After(time.Second):
		return "", errTimeout
	}
}

// The deferred function receives what nobody has asked for.
func deferred(s *source, path string) (string, error) {
	ch := make(chan string)
	received := false
	defer func() {
		if !received {
			<-ch
		}
	}()
	go func() {
		v, _ := s.load()
		ch <- v
	}()
	if path == "" {
		return "", errTimeout
	}
	v := <-ch
	received = true
	return v, nil
}

func askRight(ctx context.Context, s *source) (string, error) {
	r := &request{src: s, reply: make(chan answer, 1)}
	go r.serve()
	select {
	case a := <-r.reply:
		return a.value, a.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func paramRight(s *source, d time.Duration) (string, error) {
	out := make(chan answer, 1)
	go loadInto(s, out)
	select {
	case a := <-out:
		return a.value, a.err
	case <-time.After(d):
	}
	return "", errTimeout
}

// A function that gives up before it starts anything.
func lateStart(s *source, path string) (string, error) {
	ch := make(chan string)
	if path == "" {
		return "", errTimeout
	}
	go func() {
		v, _ := s.load()
		ch <- v
	}()
	return <-ch, nil
}

// The loop waits until the value is there, whatever the ticker says.
func patient(s *source, say func(string)) string {
	ch := make(chan string)
	go func() {
		v, _ := s.load()
		ch <- v
	}()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case v := <-ch:
			return v
		case <-tick.C:
			say("still waiting")
		}
	}
}
