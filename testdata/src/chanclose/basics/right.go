package basics

import (
	"context"
	"sync"
)

func waits(jobs []func() int) (sum int) {
	results := make(chan int, len(jobs))
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			results <- job()
		}()
	}
	go func() {
		wg.Wait()
		close(results)
	}()
	for n := range results {
		sum += n
	}
	return sum
}

func once(work func() error) error {
	done := make(chan bool)
	var o sync.Once
	stop := func() { o.Do(func() { close(done) }) }
	defer stop()
	if err := work(); err != nil {
		stop()
		return err
	}
	return nil
}

func flagged(work func() error) error {
	done := make(chan bool)
	closed := false
	if err := work(); err != nil {
		close(done)
		closed = true
	}
	if !closed {
		close(done)
	}
	return nil
}

type guarded struct {
	mu     sync.Mutex
	closed bool
	msgs   chan string
}

func (g *guarded) send(s string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return errFull
	}
	select {
	case g.msgs <- s:
	default:
	}
	return nil
}

func (g *guarded) close() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if !g.closed {
		g.closed = true
		close(g.msgs)
	}
}

func useGuarded() {
	g := &guarded{msgs: make(chan string, 1)}
	go g.send("a")
	go g.close()
	g.close()
}

func nilChecked(started bool) {
	var done chan bool
	if started {
		done = make(chan bool)
	}
	if done != nil {
		close(done)
	}
}

// The sender closes.
func senderCloses(ctx context.Context, next func() (string, bool)) {
	msgs := make(chan string)
	go func() {
		defer close(msgs)
		for {
			s, ok := next()
			if !ok {
				return
			}
			select {
			case msgs <- s:
			case <-ctx.Done():
				return
			}
		}
	}()
	for range msgs {
	}
}

// Whoever gets there first.
func selectClosed(work func()) {
	quit := make(chan bool)
	stop := func() {
		select {
		case <-quit:
		default:
			close(quit)
		}
	}
	work()
	stop()
	stop()
}
