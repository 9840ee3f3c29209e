package main

import (
	"fmt"
	"sync"
	"time"
)

type group struct{ wg sync.WaitGroup }

func (g *group) run(f func()) {
	g.wg.Add(1)
	go func() {
		defer g.wg.Done()
		f()
	}()
}

func (g *group) wait() { g.wg.Wait() }

func main() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		fmt.Println("one")
	}()

	done := make(chan bool)
	go func() {
		fmt.Println("two")
		close(done)
	}()

	var g group
	g.run(func() { fmt.Println("three") })

	var mu sync.Mutex
	go func() {
		mu.Lock()
		defer mu.Unlock()
		fmt.Println("four")
	}()

	wg.Wait()
	g.wait()
	select {
	case <-done:
	case <-time.After(time.Second):
	}
}
