// Package ctxleak defines an Analyzer that finds contexts which are never
// cancelled, and timers and goroutines that outlive their use in the same way.
//
// # Analyzer ctxleak
//
// ctxleak: find contexts that are not cancelled, and tickers that are not stopped
//
// A context that was made with a cancel function holds memory, a timer perhaps,
// and the goroutines that wait for it, until somebody calls that function, the
// parent is done, or the time is up. If the parent lives as long as the program,
// so does the rest.
//
// Like the lostcancel pass of go vet, this one looks for paths to a return on
// which the cancel function is not called. It knows more of paths and of calls: a
// function that returns the cancel function hands on the duty to call it, and so
// does one of another package that takes a context and returns one with a
// context.CancelFunc; one that ignores its parameter does not call it, a cancel
// function made under "if timeout > 0" is called under "if timeout > 0", and there
// is none if an error says so. Wherever the function goes elsewhere, into a field,
// a channel, a literal that somebody else has, or a call whose body is not known,
// somebody else takes care of it and nothing is reported.
//
// # Rule ctxleak-cancel
//
// The cancel function that context.WithCancel or one of its relatives returned,
// or the stop function of signal.NotifyContext, is discarded, or is not called on
// some path to a return or before the loop makes the next one.
//
// It need not be called where the context is done anyway: in the case of a select
// statement that receives from its Done channel, after ctx.Err() has returned an
// error, or if the parent is a context that the same function always cancels.
// Returning from main ends the program, so nothing is reported there. To say that
// a context is meant to live on, write "_ = cancel".
//
// To fix it, defer the call right after the context is made, or call it on that
// path, too.
//
// WRONG:
//
//	func fetch(ctx context.Context, do func(context.Context) error, cached bool) error {
//		ctx, cancel := context.WithTimeout(ctx, time.Minute)
//		if cached {
//			return nil // the timer runs for a minute
//		}
//		err := do(ctx)
//		cancel()
//		return err
//	}
//
// WRONG:
//
//	func fetch(ctx context.Context, do func(context.Context) error) error {
//		ctx, _ = context.WithTimeout(ctx, time.Minute)
//		return do(ctx)
//	}
//
// WRONG:
//
//	// withLimit returns a context and the function to call after use.
//	func withLimit(ctx context.Context) (context.Context, context.CancelFunc) {
//		return context.WithTimeout(ctx, time.Minute)
//	}
//
//	func fetch(ctx context.Context, do func(context.Context) error) error {
//		ctx, cancel := withLimit(ctx)
//		if err := do(ctx); err != nil {
//			return err
//		}
//		cancel()
//		return nil
//	}
//
// WRONG:
//
//	func retry(ctx context.Context, do func(context.Context) error) {
//		for {
//			ctx, cancel := context.WithTimeout(ctx, time.Minute)
//			if do(ctx) != nil {
//				continue // and make the next one
//			}
//			cancel()
//			return
//		}
//	}
//
// RIGHT:
//
//	func fetch(ctx context.Context, do func(context.Context) error, cached bool) error {
//		ctx, cancel := context.WithTimeout(ctx, time.Minute)
//		defer cancel()
//		if cached {
//			return nil
//		}
//		return do(ctx)
//	}
//
// RIGHT:
//
//	func fetch(ctx context.Context, timeout time.Duration, do func(context.Context) error) error {
//		var cancel context.CancelFunc
//		if timeout > 0 {
//			ctx, cancel = context.WithTimeout(ctx, timeout)
//		}
//		err := do(ctx)
//		if timeout > 0 {
//			cancel()
//		}
//		return err
//	}
//
// RIGHT:
//
//	type server struct{ stop context.CancelFunc }
//
//	func start(ctx context.Context, run func(context.Context)) *server {
//		ctx, cancel := context.WithCancel(ctx)
//		go run(ctx)
//		return &server{stop: cancel}
//	}
//
// # Rule ctxleak-deferloop
//
// A loop makes a context in each iteration and defers the call of its cancel
// function. Deferred calls run when the function returns, not when the iteration
// ends, so contexts pile up, with their timers, until then.
//
// Not reported are loops with a small and fixed number of iterations, tests, and
// loops that are left after the defer, or that call the function as well.
//
// To fix it, call the function at the end of the iteration, or make the body a
// function.
//
// WRONG:
//
//	func fetchAll(ctx context.Context, urls []string, do func(context.Context, string)) {
//		for _, url := range urls {
//			ctx, cancel := context.WithTimeout(ctx, time.Minute)
//			defer cancel()
//			do(ctx, url)
//		}
//	}
//
// RIGHT:
//
//	func fetchAll(ctx context.Context, urls []string, do func(context.Context, string)) {
//		for _, url := range urls {
//			func() {
//				ctx, cancel := context.WithTimeout(ctx, time.Minute)
//				defer cancel()
//				do(ctx, url)
//			}()
//		}
//	}
//
// RIGHT:
//
//	func fetchFirst(ctx context.Context, urls []string, do func(context.Context, string) error) error {
//		for _, url := range urls {
//			if url != "" {
//				ctx, cancel := context.WithTimeout(ctx, time.Minute)
//				defer cancel()
//				return do(ctx, url)
//			}
//		}
//		return nil
//	}
//
// # Rule ctxleak-watch
//
// A goroutine waits for another context, or for a channel that others close, to
// cancel a context then. When somebody else cancels that one, as who it was made for
// does after use, the goroutine still waits. If what it waits for lives long, such
// goroutines pile up.
//
// To fix it, let the goroutine wait for the context itself, too; or use
// context.AfterFunc and call the function that it returns.
//
// WRONG:
//
//	func merge(a, b context.Context) (context.Context, context.CancelFunc) {
//		ctx, cancel := context.WithCancel(context.Background())
//		go func() {
//			select {
//			case <-a.Done():
//			case <-b.Done():
//			}
//			cancel()
//		}()
//		return ctx, cancel
//	}
//
// RIGHT:
//
//	func merge(a, b context.Context) (context.Context, context.CancelFunc) {
//		ctx, cancel := context.WithCancel(context.Background())
//		go func() {
//			select {
//			case <-a.Done():
//			case <-b.Done():
//			case <-ctx.Done():
//			}
//			cancel()
//		}()
//		return ctx, cancel
//	}
//
// # Rule ctxleak-ticker
//
// In a file whose Go version is below 1.23, a ticker that was not stopped is
// never collected: it goes on for as long as the program. The function that
// called time.NewTicker returns on some path without having stopped it and
// without having given it to anybody; or the function that called time.Tick,
// whose ticker can't be stopped, returns.
//
// Files of Go 1.23 and later are not looked at: the garbage collector takes
// tickers that nobody refers to.
//
// WRONG:
//
//	//go:build go1.22
//
//	func poll(done <-chan struct{}, do func()) {
//		t := time.NewTicker(time.Second)
//		for {
//			select {
//			case <-t.C:
//				do()
//			case <-done:
//				return
//			}
//		}
//	}
//
// WRONG:
//
//	//go:build go1.22
//
//	func poll(done <-chan struct{}, do func()) {
//		for range time.Tick(time.Second) {
//			select {
//			case <-done:
//				return
//			default:
//				do()
//			}
//		}
//	}
//
// RIGHT:
//
//	//go:build go1.22
//
//	func poll(done <-chan struct{}, do func()) {
//		t := time.NewTicker(time.Second)
//		defer t.Stop()
//		for {
//			select {
//			case <-t.C:
//				do()
//			case <-done:
//				return
//			}
//		}
//	}
//
//	func forever(do func()) {
//		for range time.Tick(time.Second) {
//			do()
//		}
//	}
//
// # Rule ctxleak-after
//
// In a file whose Go version is below 1.23, the timer of time.After stays until it
// has fired. A loop that calls it in each iteration, for a select statement in
// which another case may be ready first, piles up timers.
//
// WRONG:
//
//	//go:build go1.22
//
//	func work(jobs <-chan func()) {
//		for {
//			select {
//			case job := <-jobs:
//				job()
//			case <-time.After(time.Hour):
//				return
//			}
//		}
//	}
//
// RIGHT:
//
//	//go:build go1.22
//
//	func work(jobs <-chan func()) {
//		t := time.NewTimer(time.Hour)
//		defer t.Stop()
//		for {
//			select {
//			case job := <-jobs:
//				job()
//			case <-t.C:
//				return
//			}
//		}
//	}
//
// # Rule ctxleak-background
//
// A function that has been given a context passes context.Background() or
// context.TODO() to another, which then does not notice when the caller gives up.
//
// Not reported are goroutines, deferred calls, and calls after an error or after a
// look at ctx.Err() or ctx.Done(): what cleans up must not be cancelled.
//
// WRONG:
//
//	func load(ctx context.Context, get func(context.Context, string) error) error {
//		ctx, cancel := context.WithTimeout(ctx, time.Minute)
//		defer cancel()
//		if err := get(ctx, "config"); err != nil {
//			return err
//		}
//		return get(context.Background(), "data")
//	}
//
// RIGHT:
//
//	func load(ctx context.Context, get, undo func(context.Context, string) error) error {
//		err := get(ctx, "config")
//		if err != nil {
//			return undo(context.Background(), "config")
//		}
//		return nil
//	}
//
// # Rule ctxleak-ignored
//
// A goroutine has a context, but runs an endless loop in which nothing looks
// whether any context is done. It stays when everything else has been cancelled.
//
// WRONG:
//
//	func start(ctx context.Context, poll func(context.Context)) {
//		go func() {
//			for {
//				poll(ctx)
//				time.Sleep(time.Second)
//			}
//		}()
//	}
//
// RIGHT:
//
//	func start(ctx context.Context, poll func(context.Context)) {
//		go func() {
//			for {
//				poll(ctx)
//				select {
//				case <-ctx.Done():
//					return
//				case <-time.After(time.Second):
//				}
//			}
//		}()
//	}
package ctxleak
