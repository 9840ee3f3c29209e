package main

import (
	"context"
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/conclint/conclint/internal/driver"
)

// When progress is shown: only of runs that take longer than most, which have
// everything in the cache.
const (
	progressDelay = time.Second
	progressEvery = 100 * time.Millisecond
)

// eraseLine is what ECMA-48 has for going to the beginning of the line and
// erasing it.
const eraseLine = "\r\x1b[K"

// showProgress shows how many packages are done, on standard error if that is
// a terminal that somebody looks at, until the function that it returns is called.
func (fe frontEnd) showProgress(ctx context.Context, r *driver.Options) (stop func()) {
	if !isTerminal(fe.stderr) || fe.getenv("TERM") == "dumb" || fe.getenv("CI") != "" {
		return func() {}
	}
	var done atomic.Int64
	r.Progress = func(n int) { done.Store(int64(n)) }
	ctx, cancel := context.WithCancel(ctx)
	var wg sync.WaitGroup
	wg.Go(func() { fe.meter(ctx, *r, &done) })
	return func() {
		cancel()
		wg.Wait()
	}
}

// meter is the goroutine that shows progress.
func (fe frontEnd) meter(ctx context.Context, r driver.Options, done *atomic.Int64) {
	select {
	case <-time.After(progressDelay):
	case <-ctx.Done():
		return
	}
	of := ""
	if total, err := driver.CountPackages(ctx, r); err == nil {
		of = fmt.Sprintf(" of %d", total)
	}
	tick := time.NewTicker(progressEvery)
	defer tick.Stop()
	shown := ""
	for ctx.Err() == nil {
		if text := fmt.Sprintf("conclint: %d%s packages", done.Load(), of); text != shown {
			fmt.Fprint(fe.stderr, eraseLine+text)
			shown = text
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
		}
	}
	if shown != "" {
		fmt.Fprint(fe.stderr, eraseLine)
	}
}

// isTerminal reports whether a file is a terminal: a device that takes
// characters, but not the one that drops them.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}
