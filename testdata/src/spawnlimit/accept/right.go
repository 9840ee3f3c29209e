package accept

import (
	"context"
	"net"
)

func semaphore(l net.Listener, handle func(net.Conn)) error {
	sem := make(chan struct{}, 100)
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		sem <- struct{}{}
		go func() {
			defer func() { <-sem }()
			handle(conn)
		}()
	}
}

// A semaphore with methods.
type weighted struct{ free chan int }

func (w *weighted) acquire(ctx context.Context) error {
	select {
	case <-w.free:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (w *weighted) release() { w.free <- 1 }

type limiter interface {
	Acquire()
	Release()
}

func paired(l net.Listener, sem limiter, handle func(net.Conn)) error {
	for {
		sem.Acquire()
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		go func() {
			defer sem.Release()
			handle(conn)
		}()
	}
}

// The number of connections is looked at.
type counted struct{ conns map[net.Conn]bool }

func (c *counted) serve(l net.Listener, handle func(net.Conn)) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		if len(c.conns) > 100 {
			conn.Close()
			continue
		}
		c.conns[conn] = true
		go handle(conn)
	}
}

// Only one connection is of interest.
func one(l net.Listener, handle func(net.Conn)) {
	for {
		conn, err := l.Accept()
		if err != nil {
			continue
		}
		go handle(conn)
		return
	}
}

// The handling itself is not concurrent.
func serial(l net.Listener, handle func(net.Conn)) {
	for {
		conn, err := l.Accept()
		if err != nil {
			return
		}
		done := make(chan bool)
		go func() {
			defer close(done)
			handle(conn)
		}()
		<-done
	}
}
