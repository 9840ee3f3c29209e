package callees

import (
	"context"
	"sync"
	"time"
)

var mu sync.Mutex

func work(ctx context.Context) error {
	mu.Lock()
	defer mu.Unlock()
	return ctx.Err()
}

func ignore(ctx context.Context, cancel func())     { work(ctx) }
func ignoreMore(ctx context.Context, cancel func()) { ignore(ctx, cancel) }
func calls(ctx context.Context, cancel func())      { defer cancel(); work(ctx) }
func callsMore(ctx context.Context, cancel func())  { calls(ctx, cancel) }

func sometimes(ctx context.Context, cancel func()) {
	if work(ctx) != nil {
		cancel()
	}
}

type worker struct{ stop func() }

func (w *worker) ignore(ctx context.Context, cancel func()) { work(ctx) }
func (w *worker) keep(ctx context.Context, cancel func())   { w.stop = cancel }

type runner interface {
	run(ctx context.Context, cancel func())
}

func passed(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	calls(ctx, cancel)
}

func passedTwoDeep(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	go callsMore(ctx, cancel)
}

func perhaps(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	sometimes(ctx, cancel)
}

func kept(ctx context.Context, w *worker) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	w.keep(ctx, cancel)
}

func unknown(ctx context.Context, r runner, f func(func())) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	r.run(ctx, cancel)
	_, cancel2 := context.WithTimeout(ctx, time.Second)
	f(cancel2)
}

func library(ctx context.Context) {
	_, cancel := context.WithTimeout(ctx, time.Second)
	time.AfterFunc(time.Second, cancel)
	ctx2, cancel2 := context.WithCancel(context.Background())
	context.AfterFunc(ctx, cancel2)
	work(ctx2)
}

func variadic(ctx context.Context) {
	_, cancel := context.WithTimeout(ctx, time.Second)
	all(nil, cancel)
}

func all(fs ...func()) {
	for _, f := range fs {
		f()
	}
}
