package collections

func sliceRight(f func() int) (sum int) {
	chans := []chan int{make(chan int), make(chan int), make(chan int)}
	for _, ch := range chans {
		go func() { ch <- f() }()
	}
	for _, ch := range chans {
		sum += <-ch
	}
	return sum
}

func appended(fs []func() int) (sum int) {
	var chans []chan int
	for _, f := range fs {
		ch := make(chan int)
		chans = append(chans, ch)
		go func() { ch <- f() }()
	}
	for _, ch := range chans {
		sum += <-ch
	}
	return sum
}

func indexed(fs []func() int) (sum int) {
	chans := make([]chan int, len(fs))
	for i, f := range fs {
		chans[i] = make(chan int)
		go func() { chans[i] <- f() }()
	}
	for i := range chans {
		sum += <-chans[i]
	}
	return sum
}

func namesRight(f func() int) int {
	m := map[string]chan int{"a": make(chan int), "b": make(chan int)}
	for _, ch := range m {
		go func() { ch <- f() }()
	}
	return <-m["a"] + <-m["b"]
}

func byName(names []string, f func() int) (sum int) {
	m := make(map[string]chan int)
	for _, name := range names {
		if m[name] == nil {
			m[name] = make(chan int)
		}
		go func() { m[name] <- f() }()
	}
	for _, name := range names {
		sum += <-m[name]
	}
	return sum
}

func repliesRight(f func() (int, bool)) int {
	requests := make(chan chan int)
	go func() {
		for reply := range requests {
			if n, ok := f(); ok {
				reply <- n
			} else {
				close(reply)
			}
		}
	}()
	defer close(requests)
	reply := make(chan int)
	requests <- reply
	return <-reply
}

type message struct {
	n   int
	ack chan struct{}
}

func acksRight(ns []int, f func(int) error) {
	ch := make(chan message)
	go func() {
		for m := range ch {
			f(m.n)
			close(m.ack)
		}
	}()
	for _, n := range ns {
		m := message{n, make(chan struct{})}
		ch <- m
		<-m.ack
	}
	close(ch)
}

// Passed on from one to the next.
func daisy(n int) int {
	leftmost := make(chan int)
	left := leftmost
	for range n {
		right := make(chan int)
		go func(left, right chan int) { left <- 1 + <-right }(left, right)
		left = right
	}
	go func(ch chan int) { ch <- 1 }(left)
	return <-leftmost
}

type region struct{ nodes []string }

func nodesOf(regions []region, into map[string]bool) {
	for _, r := range regions {
		for _, n := range r.nodes {
			into[n] = true
		}
	}
}

// That there is nothing to do at all is no case that anybody thinks of.
func probeAll(regions []region, probe func(string) int) (out []int) {
	nodes := make(map[string]bool)
	nodesOf(regions, nodes)
	results := make(chan int)
	n := 0
	for node := range nodes {
		n++
		go func() { results <- probe(node) }()
	}
	for r := range results {
		if out = append(out, r); len(out) == n {
			return out
		}
	}
	return nil
}
