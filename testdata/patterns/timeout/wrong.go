package timeout

import (
	"context"
	"time"
)

// After a timeout nobody takes the result.
func (c *client) abandons(request string, d time.Duration) (string, error) {
	ch := make(chan reply)
	go func() {
		v, err := c.call(context.Background(), request)
		ch <- reply{v, err} // want `chanblock-send`
	}()
	select {
	case r := <-ch:
		return r.value, r.err
	case <-time.After(d):
		return "", errTimeout
	}
}

// Cancelling tells the call, but not the send.
func (c *client) cancelsOnly(ctx context.Context, request string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	ch := make(chan reply)
	go func() {
		v, err := c.call(ctx, request)
		ch <- reply{v, err} // want `chanblock-send`
	}()
	select {
	case r := <-ch:
		return r.value, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// Values and errors have a channel each; one of them has no room.
func (c *client) twoChannels(request string, d time.Duration) (string, error) {
	values, errs := make(chan string, 1), make(chan error)
	go func() {
		v, err := c.call(context.Background(), request)
		if err != nil {
			errs <- err // want `chanblock-send`
			return
		}
		values <- v
	}()
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case v := <-values:
		return v, nil
	case err := <-errs:
		return "", err
	case <-timer.C:
		return "", errTimeout
	}
}

// Each attempt's context lives until the last has ended.
func (c *client) deferInLoop(ctx context.Context, request string, attempts int) (string, error) {
	for range attempts {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel() // want `ctxleak-deferloop`
		if v, err := c.call(ctx, request); err == nil {
			return v, nil
		}
	}
	return "", errTimeout
}

// The timer of a call that fails goes on.
func (c *client) keepsTimer(ctx context.Context, request string) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want `ctxleak-cancel`
	v, err := c.call(ctx, request)
	if err != nil {
		return "", err
	}
	cancel()
	return v, nil
}

// The caller of a failed call waits for its end.
func (c *client) silent(request string) string {
	var value string
	done := make(chan struct{})
	go func() {
		v, err := c.call(context.Background(), request)
		if err != nil {
			return
		}
		value = v
		close(done)
	}()
	<-done // want `chanblock-recv`
	return value
}

// The goroutine signals by a send that a timeout makes nobody take.
func withinSend(d time.Duration, work func()) bool {
	done := make(chan bool)
	go func() {
		work()
		done <- true // want `chanblock-send`
	}()
	select {
	case <-done:
		return true
	case <-time.After(d):
		return false
	}
}
