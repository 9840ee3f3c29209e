package sizes

func closes(tasks []int, f func(int)) {
	ch := make(chan int, len(tasks))
	for _, t := range tasks {
		ch <- t
	}
	close(ch)
	for t := range ch {
		f(t)
	}
}

func room(tasks []int, f func(int)) {
	ch := make(chan int, len(tasks)+1)
	for _, t := range tasks {
		ch <- t
	}
	ch <- -1
	close(ch)
	for t := range ch {
		f(t)
	}
}

func firstOfAll(tasks []int, f func(int) error) error {
	errs := make(chan error, len(tasks))
	for _, t := range tasks {
		go func() { errs <- f(t) }()
	}
	for range tasks {
		if err := <-errs; err != nil {
			return err
		}
	}
	return nil
}

// Twice the room, for two values each.
func two(tasks []int, f func(int) (int, int)) {
	ch := make(chan int, 2*len(tasks))
	for _, t := range tasks {
		go func() {
			a, b := f(t)
			ch <- a
			ch <- b
		}()
	}
}

// Nobody knows how much room there is.
func someRoom(n int, f func() int) {
	ch := make(chan int, n)
	ch <- f()
	ch <- f()
	close(ch)
}

func tokensBack(limit int, tasks []int, f func(int)) {
	ch := make(chan struct{}, limit)
	for _, t := range tasks {
		ch <- struct{}{}
		go func() {
			defer func() { <-ch }()
			f(t)
		}()
	}
	for range cap(ch) {
		ch <- struct{}{}
	}
}

func drops(n int, tasks []int) (dropped int) {
	ch := make(chan int, n)
	for _, t := range tasks {
		select {
		case ch <- t:
		default:
			dropped++
		}
	}
	return dropped
}

func empty(tasks []int, f func(int)) {
	ch := make(chan int, len(tasks))
	for _, t := range tasks {
		ch <- t
	}
	for len(ch) > 0 {
		f(<-ch)
	}
}

func noRoom(n int, f func(int)) {
	if n > 0 {
		return
	}
	ch := make(chan int, n)
	go func() { ch <- 1 }()
	f(<-ch)
}

// As many as the map has, which the loop over it does not say.
func keys(m map[int]bool, f func(int), timeout <-chan int) {
	n := len(m)
	ch := make(chan int, n)
	for k := range m {
		go func() {
			f(k)
			ch <- k
		}()
	}
	for i := 0; i < n; i++ {
		select {
		case <-ch:
		case <-timeout:
			return
		}
	}
}
