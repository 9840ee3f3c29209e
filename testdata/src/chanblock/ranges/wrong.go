// Package ranges has loops over channels.
package ranges

import "sync"

func sum(ns []int) {
	ch := make(chan int)
	go func() {
		total := 0
		for n := range ch { // want `ranging over ch can block for ever: nobody closes it`
			total += n
		}
	}()
	for _, n := range ns {
		ch <- n
	}
}

// The closer is forgotten.
func fanIn(fs []func() int) (sum int) {
	out := make(chan int)
	var wg sync.WaitGroup
	for _, f := range fs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			out <- f()
		}()
	}
	for n := range out { // want `ranging over out can block for ever: nobody closes it`
		sum += n
	}
	wg.Wait()
	return sum
}

// Wait is called before anybody receives, so that nobody gets to the end.
func waitFirst(fs []func() int) (sum int) {
	out := make(chan int)
	var wg sync.WaitGroup
	for _, f := range fs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			out <- f() // want `sending on out can block for ever: nobody is left to receive`
		}()
	}
	wg.Wait()
	close(out)
	for n := range out {
		sum += n
	}
	return sum
}

// The jobs are closed, the results are not.
func pool(jobs []int, f func(int) int) (out []int) {
	in, results := make(chan int), make(chan int)
	for range 2 {
		go func() {
			for j := range in {
				results <- f(j)
			}
		}()
	}
	go func() {
		defer close(in)
		for _, j := range jobs {
			in <- j
		}
	}()
	for r := range results { // want `ranging over results can block for ever: nobody closes it`
		out = append(out, r)
	}
	return out
}

// The error path leaves the workers waiting.
func closeAtEnd(read func() (int, error), f func(int)) error {
	work := make(chan int)
	go func() {
		for w := range work { // want `ranging over work can block for ever: nobody closes it`
			f(w)
		}
	}()
	for range 3 {
		n, err := read()
		if err != nil {
			return err
		}
		work <- n
	}
	close(work)
	return nil
}

type stage struct {
	in, out chan int
}

func (s *stage) run() {
	for n := range s.in {
		s.out <- n * 2
	}
}

// Only the first stage's input is closed.
func stages(ns []int) (sum int) {
	s := &stage{in: make(chan int), out: make(chan int)}
	go s.run()
	go func() {
		for _, n := range ns {
			s.in <- n
		}
		close(s.in)
	}()
	for n := range s.out { // want `ranging over s\.out can block for ever: nobody closes it`
		sum += n
	}
	return sum
}

func squares(in <-chan int, out chan<- int) {
	for n := range in {
		out <- n * n
	}
}

// The stages are closed but for the last.
func pipeline(ns []int) (sum int) {
	in, mid, out := make(chan int), make(chan int), make(chan int)
	go squares(in, mid)
	go func() {
		for n := range mid { // want `ranging over mid can block for ever: nobody closes it`
			out <- n + 1
		}
	}()
	go func() {
		defer close(in)
		for _, n := range ns {
			in <- n
		}
	}()
	for range ns {
		sum += <-out
	}
	return sum
}

// The writer waits for a close that comes after what never comes: that is to blame.
func chained(get func() (int, bool), write func(int)) {
	out, results := make(chan int), make(chan int)
	go func() {
		for n := range out {
			write(n)
		}
	}()
	go func() {
		if n, ok := get(); ok {
			results <- n
		}
	}()
	out <- <-results // want `receiving from results can block for ever: nobody is left to send or to close it`
	close(out)
}
