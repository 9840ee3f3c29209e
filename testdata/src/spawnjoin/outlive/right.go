package outlive

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"time"
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

// Closing the server ends what serves.
type web struct{ srv *http.Server }

func (w *web) start() {
	go func() {
		if err := w.srv.ListenAndServe(); err != nil {
			fmt.Println(err)
		}
	}()
}

func (w *web) Close() error { return w.srv.Close() }

// The function of a timer is no goroutine yet.
func (w *waits) later() {
	time.AfterFunc(time.Second, w.swap)
}
