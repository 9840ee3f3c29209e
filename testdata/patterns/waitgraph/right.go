// Package waitgraph has goroutines that wait for each other, but never in a circle.
package waitgraph

import (
	"context"
	"sync"
)

// Forks are numbered, and the smaller number is taken first.
func philosophers(eat func(int)) {
	var forks [3]sync.Mutex
	var wg sync.WaitGroup
	dine := func(i, first, second int) {
		forks[first].Lock()
		defer forks[first].Unlock()
		forks[second].Lock()
		defer forks[second].Unlock()
		eat(i)
	}
	wg.Go(func() { dine(0, 0, 1) })
	wg.Go(func() { dine(1, 1, 2) })
	wg.Go(func() { dine(2, 0, 2) })
	wg.Wait()
}

// Requests go one way, replies come back with room.
func pingPong(n int, compute func(int) int) (sum int) {
	type request struct {
		n     int
		reply chan int
	}
	requests := make(chan request)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for r := range requests {
			r.reply <- compute(r.n)
		}
	}()
	for i := range n {
		r := request{i, make(chan int, 1)}
		requests <- r
		sum += <-r.reply
	}
	close(requests)
	<-done
	return sum
}

// A pipeline: each stage waits for the one before it.
func pipeline(ctx context.Context, in []int, double func(int) int) (sum int) {
	first, second := make(chan int), make(chan int)
	go func() {
		defer close(first)
		for _, v := range in {
			first <- v
		}
	}()
	go func() {
		defer close(second)
		for v := range first {
			second <- double(v)
		}
	}()
	for v := range second {
		sum += v
	}
	return sum
}

// Two parties that meet: one sends first, the other receives first.
func meet(a, b func() int) (int, int) {
	toB, toA := make(chan int), make(chan int)
	got := make(chan int, 1)
	go func() {
		v := b()
		got <- <-toB
		toA <- v
	}()
	toB <- a()
	x := <-toA
	return x, <-got
}
