package literals

import (
	"net"
	"net/http"
	"sync"
	"testing"
)

// The server goroutine of many a network test.
func TestAccept(t *testing.T) {
	ln, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		conn, err := ln.Accept()
		if err != nil {
			t.Fatalf("accept: %v", err) // want `T\.Fatalf is called in a goroutine that the test started, so it ends only that goroutine \(testgoroutine-fatal\)`
		}
		conn.Close()
	}()
	<-done
}

// One report for each goroutine, whatever it does.
func TestMany(t *testing.T) {
	errs := make(chan error)
	go func() {
		resp, err := http.Get("http://localhost")
		if err != nil {
			t.Fatal(err) // want `T\.Fatal is called`
		}
		if resp.StatusCode != http.StatusOK {
			t.Fatal(resp.Status)
		}
		errs <- nil
	}()
	<-errs
}

func BenchmarkSkip(b *testing.B) {
	var wg sync.WaitGroup
	for i := range b.N {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if i > 100 {
				b.Skip("enough") // want `B\.Skip is called`
			}
		}()
	}
	wg.Wait()
}

func FuzzNow(f *testing.F) {
	c := make(chan int)
	go func() {
		<-c
		f.SkipNow() // want `F\.SkipNow is called`
	}()
	c <- 1
}

// A goroutine of a goroutine.
func TestNested(t *testing.T) {
	c := make(chan int)
	go func() {
		go func() {
			t.FailNow() // want `T\.FailNow is called`
		}()
		c <- 1
	}()
	<-c
}

// Directly.
func TestDirectly(t *testing.T) {
	go t.Fatal("no") // want `T\.Fatal is called`
}

// Deferred, too: the goroutine runs it.
func TestDeferred(t *testing.T) {
	c := make(chan int)
	go func() {
		defer t.FailNow() // want `T\.FailNow is called`
		<-c
	}()
	c <- 1
}

// In a loop's post statement, and in a literal that is called on the spot.
func TestPlaces(t *testing.T) {
	c := make(chan int)
	go func() {
		for i := 0; i < 2; t.FailNow() { // want `T\.FailNow is called`
			i += <-c
		}
	}()
	go func() {
		func() {
			<-c
			t.FailNow() // want `T\.FailNow is called`
		}()
	}()
	c <- 1
}

// A copy of t is the same test.
func TestCopy(t *testing.T) {
	c := make(chan int)
	u := t
	go func() {
		inner := u
		<-c
		inner.FailNow() // want `T\.FailNow is called`
	}()
	c <- 1
}
