package basics

import (
	"context"
	"sync"
	"sync/atomic"
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

// As many as are started are waited for, however many that is.
func countsAll(ctx context.Context, jobs []func() []int) (sum int) {
	var wg sync.WaitGroup
	wg.Add(len(jobs))
	results, done := make(chan int), make(chan struct{})
	for _, job := range jobs {
		go func() {
			defer wg.Done()
			for _, n := range job() {
				select {
				case results <- n:
				case <-ctx.Done():
					return
				}
			}
		}()
	}
	go func() {
		defer close(done)
		for n := range results {
			sum += n
		}
	}()
	wg.Wait()
	close(results)
	<-done
	return sum
}

// As many results as there are jobs, so that all have come when the channel is
// closed.
func receivesAll(jobs []func() error) (err error) {
	errs := make(chan error, len(jobs))
	for _, job := range jobs {
		if job == nil {
			errs <- nil
			continue
		}
		go func() { errs <- job() }()
	}
	for range jobs {
		if e := <-errs; e != nil {
			err = e
		}
	}
	close(errs)
	return err
}

type cluster struct {
	mu      sync.Mutex
	current *member
}

type member struct{ stopped chan struct{} }

func (c *cluster) stopped() chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.current == nil {
		return nil
	}
	return c.current.stopped
}

// Whoever starts it has set what it needs.
func (c *cluster) monitor(work <-chan func()) {
	stopped := c.stopped()
	defer close(stopped)
	for f := range work {
		f()
	}
}

func (c *cluster) start(work <-chan func()) { go c.monitor(work) }

type task struct {
	deps     []*task
	triggers []*task
	pending  atomic.Int32
}

// There is always a task to begin with, and the last one closes.
func graph(all map[string]*task, root *task, do func(*task)) {
	queue := make(chan *task)
	go func() {
		for _, t := range all {
			if len(t.deps) == 0 {
				queue <- t
			}
		}
	}()
	for t := range queue {
		go handle(t, root, queue, do)
	}
}

func handle(t, root *task, queue chan *task, do func(*task)) {
	if t == root {
		close(queue)
		return
	}
	do(t)
	for _, next := range t.triggers {
		if next.pending.Add(-1) == 0 {
			queue <- next
		}
	}
}
