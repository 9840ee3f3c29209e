// Package collections has channels in slices, maps and channels.
package collections

// The last of them is not asked.
func slice(f func() int) (sum int) {
	chans := []chan int{make(chan int), make(chan int), make(chan int)}
	for _, ch := range chans {
		go func() {
			ch <- f() // want `sending on ch can block for ever`
		}()
	}
	for _, ch := range chans[:2] {
		sum += <-ch
	}
	return sum
}

func array(f func() int) int {
	var chans [2]chan int
	for i := range chans {
		chans[i] = make(chan int)
	}
	go func() { chans[0] <- f() }() // want `sending on chans\[0\] can block for ever`
	return <-chans[1]
}

func names(f func() int) int {
	m := map[string]chan int{"a": make(chan int), "b": make(chan int)}
	go func() { m["a"] <- f() }() // want `sending on m\["a"\] can block for ever`
	return <-m["b"]
}
