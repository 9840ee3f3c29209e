// Package sizes has channels with room for as many values as the code says.
package sizes

// Room for all of them, but no end.
func neverCloses(tasks []int, f func(int)) {
	ch := make(chan int, len(tasks))
	for _, t := range tasks {
		ch <- t
	}
	for t := range ch { // want `this blocks for ever`
		f(t)
	}
}

// One more than there is room for.
func oneMore(tasks []int, f func(int)) {
	ch := make(chan int, len(tasks))
	for _, t := range tasks {
		ch <- t
	}
	ch <- -1 // want `this blocks for ever`
	close(ch)
	for t := range ch {
		f(t)
	}
}

// A worker more than results are wanted of: n has room for n-1 others only.
func extra(n int, f func(int) int) int {
	ch := make(chan int, n)
	for i := 0; i < n; i++ {
		ch <- f(i)
	}
	go func() {
		ch <- f(n) // want `sending on ch can block for ever`
	}()
	return n
}

// There is room, but not all of them send.
func skips(tasks []int, f func(int) (int, error)) (sum int) {
	ch := make(chan int, len(tasks))
	for _, t := range tasks {
		go func() {
			if n, err := f(t); err == nil {
				ch <- n
			}
		}()
	}
	for range tasks {
		sum += <-ch // want `receiving from ch can block for ever`
	}
	return sum
}

// Tokens that are never given back, as many as there are.
func tokens(limit int, f func()) {
	ch := make(chan struct{}, limit)
	for range limit {
		ch <- struct{}{}
		f()
	}
	ch <- struct{}{} // want `this blocks for ever`
	f()
}
