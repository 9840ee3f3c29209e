package outlive

import (
	"context"
	"fmt"
	"sync"
)

type waits struct {
	wg  sync.WaitGroup
	cur child
}

func (w *waits) swap() {
	old := w.cur
	w.wg.Add(1)
	go func() {
		defer w.wg.Done()
		old.Close()
		fmt.Println(w.cur)
	}()
}

func (w *waits) Close() { w.wg.Wait() }

// The context tells it.
type told struct {
	ctx context.Context
	get func(context.Context) error
}

func (t *told) fetch() {
	go func() { t.get(t.ctx) }()
}

func (t *told) Close() {}

// A message tells others.
type reports struct{ errs chan error }

func (r *reports) run(f func() error) {
	go func() { r.errs <- f() }()
}

func (r *reports) Close() { <-r.errs }

// The goroutine does not work for the object.
func (w *waits) apart() {
	go fmt.Println("apart")
}
