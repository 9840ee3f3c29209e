package after

import (
	"net"
	"sync"
)

func counted() {
	var wg sync.WaitGroup
	wg.Add(1)
	go work(&wg)
	wg.Add(1)
	go work(&wg)
	wg.Wait()
}

// The goroutine comes to its Done only when it gets a message.
func waits(in chan int) {
	var wg sync.WaitGroup
	go func() {
		for range in {
			wg.Done()
		}
	}()
	for i := range 10 {
		wg.Add(1)
		in <- i
	}
	wg.Wait()
}

func locked(mu *sync.Mutex) {
	var wg sync.WaitGroup
	mu.Lock()
	go func() {
		mu.Lock()
		defer mu.Unlock()
		wg.Done()
	}()
	wg.Add(1)
	mu.Unlock()
	wg.Wait()
}

// A literal counts it, who knows when.
func counter(register func(func())) {
	var wg sync.WaitGroup
	register(func() { wg.Add(1) })
	go work(&wg)
	wg.Add(1)
	wg.Wait()
}

// The goroutine waits for a connection.
func accepts(ln net.Listener) {
	var wg sync.WaitGroup
	go func() {
		defer wg.Done()
		if conn, err := ln.Accept(); err == nil {
			conn.Close()
		}
	}()
	wg.Add(1)
	net.Dial("tcp", ln.Addr().String())
	wg.Wait()
}
