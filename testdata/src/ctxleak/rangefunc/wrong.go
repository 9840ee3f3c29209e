package rangefunc

import (
	"context"
	"iter"
	"time"
)

func each(ctx context.Context, names iter.Seq[string]) {
	for range names {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel() // want `cancel returned by context\.WithTimeout in a loop is deferred`
		work(ctx)
	}
}

func lost(ctx context.Context, names iter.Seq[string]) {
	for name := range names {
		ctx, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is not called on every path`
		if name == "" {
			continue
		}
		work(ctx)
		cancel()
	}
}
