package logs

import (
	"context"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestGroup(t *testing.T) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		t.Log("in time")
	}()
	wg.Wait()
}

func TestChannel(t *testing.T) {
	done := make(chan struct{})
	go func() {
		t.Log("in time")
		close(done)
	}()
	<-done
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		t.Log("in time")
		cancel()
	}()
	<-ctx.Done()
}

// Waiting need not have a name.
func TestPoll(t *testing.T) {
	var done atomic.Bool
	go func() {
		t.Log("in time")
		done.Store(true)
	}()
	for !done.Load() {
		time.Sleep(time.Millisecond)
	}
}

func TestLocked(t *testing.T) {
	var mu sync.Mutex
	mu.Lock()
	go func() {
		t.Log("in time")
		mu.Unlock()
	}()
	mu.Lock()
}

// The other end of a pipe, and of a connection.
func TestPipe(t *testing.T) {
	r, w := io.Pipe()
	go func() {
		t.Log("in time")
		w.Close()
	}()
	io.ReadAll(r)
}

func TestConn(t *testing.T) {
	a, b := net.Pipe()
	go func() {
		if _, err := a.Write([]byte("x")); err != nil {
			t.Error(err)
		}
	}()
	b.Read(make([]byte, 1))
}

// A function that is called may do anything.
func TestFunc(t *testing.T) {
	done := make(chan struct{})
	finish := func(f func()) {
		go func() {
			t.Log("in time")
			f()
		}()
	}
	finish(func() { close(done) })
	<-done
}

// Long enough, on most machines.
func TestSleep(t *testing.T) {
	go func() {
		t.Log("in time")
	}()
	time.Sleep(time.Second)
}

// Nothing is known of what the test does next.
func TestUnknown(t *testing.T) {
	go func() {
		t.Log("perhaps")
	}()
	conn, err := net.Dial("tcp", "localhost:1")
	if err == nil {
		io.ReadAll(conn)
	}
}

type lateError struct{ done chan struct{} }

func (e *lateError) Error() string {
	<-e.done
	return "late"
}

// The error's text is what is waited for.
func TestErrorText(t *testing.T) {
	late := &lateError{make(chan struct{})}
	var err error = late
	go func() {
		t.Log(err.Error())
	}()
	close(late.done)
}
