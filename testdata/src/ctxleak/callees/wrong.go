package callees

import (
	"context"
	"time"
)

// The callee does nothing with it.
func ignored(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is never called`
	ignore(ctx, cancel)
}

func ignoredTwoDeep(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is never called`
	ignoreMore(ctx, cancel)
}

func ignoredMethod(ctx context.Context, w *worker) {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is never called`
	w.ignore(ctx, cancel)
}

func ignoredLiteral(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is never called`
	func(ctx context.Context, _ func()) { work(ctx) }(ctx, cancel)
}

func methodValue(ctx context.Context, w *worker) {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want `cancel returned by context\.WithTimeout is never called`
	f := w.ignore
	f(ctx, cancel)
}
