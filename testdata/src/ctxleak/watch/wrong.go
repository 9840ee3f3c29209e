package watch

import "context"

func merge(a, b context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() { // want `this goroutine waits to cancel the context that context.WithCancel made, and goes on waiting when somebody else has cancelled it \(ctxleak-watch\)`
		select {
		case <-a.Done():
		case <-b.Done():
		}
		cancel()
	}()
	return ctx, cancel
}

type server struct{ quit chan struct{} }

func (s *server) request() (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() { // want `this goroutine waits to cancel the context`
		<-s.quit
		cancel()
	}()
	return ctx, cancel
}

func call(stop context.Context, do func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	go func() { // want `this goroutine waits to cancel the context`
		<-stop.Done()
		cancel(context.Canceled)
	}()
	return do(ctx)
}
