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
