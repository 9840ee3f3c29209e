package deferloop

import (
	"context"
	"time"
)

func each(ctx context.Context, names []string) {
	for range names {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel() // want `cancel returned by context\.WithTimeout in a loop is deferred`
		work(ctx)
	}
}

func literal(ctx context.Context, ch chan string) {
	for range ch {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer func() { // want `cancel returned by context\.WithTimeout in a loop is deferred`
			cancel()
		}()
		work(ctx)
	}
}

// A retry: the one that fails stays.
func retry(ctx context.Context, retries int) error {
	for {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel() // want `cancel returned by context\.WithTimeout in a loop is deferred`
		if err := work(ctx); err == nil || retries == 0 {
			return err
		}
		retries--
	}
}

func maker(ctx context.Context, names []string) {
	for range names {
		ctx, cancel := limited(ctx)
		defer cancel() // want `cancel returned by limited in a loop is deferred`
		work(ctx)
	}
}

// The inner loop is short, the outer one need not be.
func nested(ctx context.Context, ch chan string) {
	for range ch {
		for i := 0; i < 3; i++ {
			ctx, cancel := context.WithTimeout(ctx, time.Second)
			defer cancel() // want `cancel returned by context\.WithTimeout in a loop is deferred`
			work(ctx)
		}
	}
}

func withGoto(ctx context.Context) {
again:
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel() // want `cancel returned by context\.WithTimeout in a loop is deferred`
	if work(ctx) != nil {
		goto again
	}
}

// The timer is set again after it has gone off.
func rearmed(ctx context.Context, results chan error) error {
	timer := time.NewTimer(time.Second)
	defer timer.Stop()
	for {
		select {
		case <-timer.C:
			ctx, cancel := context.WithCancel(ctx)
			defer cancel() // want `cancel returned by context\.WithCancel in a loop is deferred`
			work(ctx)
		case err := <-results:
			if err != nil {
				return err
			}
			timer.Stop()
			timer.Reset(time.Second)
		}
	}
}

// Another timer each time, and a ticker.
func anew(ctx context.Context, ready func() bool) {
	ticks := time.NewTicker(time.Second)
	for !ready() {
		select {
		case <-time.After(time.Second):
			ctx, cancel := context.WithCancel(ctx)
			defer cancel() // want `cancel returned by context\.WithCancel in a loop is deferred`
			work(ctx)
		case <-ticks.C:
			ctx, cancel := context.WithTimeout(ctx, time.Second)
			defer cancel() // want `cancel returned by context\.WithTimeout in a loop is deferred`
			work(ctx)
		}
	}
}

// What is not the timer's case happens more often.
func otherCase(ctx context.Context, results chan error) {
	timer := time.NewTimer(time.Second)
	for {
		select {
		case <-timer.C:
			return
		case <-results:
			ctx, cancel := context.WithCancel(ctx)
			defer cancel() // want `cancel returned by context\.WithCancel in a loop is deferred`
			work(ctx)
		}
	}
}

func oneOrMany(ctx context.Context, names []string) {
	if len(names) > 3 {
		names = []string{"a", "b"}
	}
	for range names {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel() // want `cancel returned by context\.WithTimeout in a loop is deferred`
		work(ctx)
	}
}
