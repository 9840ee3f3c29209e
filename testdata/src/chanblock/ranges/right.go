package ranges

import (
	"sync"
	"sync/atomic"
)

func sumRight(ns []int) int {
	ch := make(chan int)
	done := make(chan int)
	go func() {
		total := 0
		for n := range ch {
			total += n
		}
		done <- total
	}()
	for _, n := range ns {
		ch <- n
	}
	close(ch)
	return <-done
}

func generateRight(ns []int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for _, n := range ns {
			out <- n
		}
	}()
	return out
}

func square(in <-chan int) <-chan int {
	out := make(chan int)
	go func() {
		for n := range in {
			out <- n * n
		}
		close(out)
	}()
	return out
}

func totalRight(ns []int) (sum int) {
	for n := range square(square(generateRight(ns))) {
		sum += n
	}
	return sum
}

func merge(ins ...<-chan int) <-chan int {
	out := make(chan int)
	var wg sync.WaitGroup
	wg.Add(len(ins))
	for _, in := range ins {
		go func(in <-chan int) {
			defer wg.Done()
			for n := range in {
				out <- n
			}
		}(in)
	}
	go func() {
		wg.Wait()
		close(out)
	}()
	return out
}

func merged(a, b []int) (sum int) {
	for n := range merge(generateRight(a), generateRight(b)) {
		sum += n
	}
	return sum
}

func fanInRight(fs []func() int) (sum int) {
	out := make(chan int)
	var wg sync.WaitGroup
	for _, f := range fs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			out <- f()
		}()
	}
	go func() {
		wg.Wait()
		close(out)
	}()
	for n := range out {
		sum += n
	}
	return sum
}

func waitFirstRight(fs []func() int) (sum int) {
	out := make(chan int, len(fs))
	var wg sync.WaitGroup
	for _, f := range fs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			out <- f()
		}()
	}
	wg.Wait()
	close(out)
	for n := range out {
		sum += n
	}
	return sum
}

func poolRight(jobs []int, f func(int) int) (out []int) {
	in, results := make(chan int), make(chan int)
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for j := range in {
				results <- f(j)
			}
		}()
	}
	go func() {
		for _, j := range jobs {
			in <- j
		}
		close(in)
		wg.Wait()
		close(results)
	}()
	for r := range results {
		out = append(out, r)
	}
	return out
}

// The jobs are counted instead.
func poolCounts(jobs []int, f func(int) int) (out []int) {
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
	for range jobs {
		out = append(out, <-results)
	}
	return out
}

func closeDeferred(read func() (int, error), f func(int)) error {
	work := make(chan int)
	defer close(work)
	go func() {
		for w := range work {
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
	return nil
}

func (s *stage) runRight() {
	defer close(s.out)
	for n := range s.in {
		s.out <- n * 2
	}
}

func stagesRight(ns []int) (sum int) {
	s := &stage{in: make(chan int), out: make(chan int)}
	go s.runRight()
	go func() {
		defer close(s.in)
		for _, n := range ns {
			s.in <- n
		}
	}()
	for n := range s.out {
		sum += n
	}
	return sum
}

// What is in the buffer is still there after close.
func buffered(a, b int) (sum int) {
	ch := make(chan int, 2)
	ch <- a
	ch <- b
	close(ch)
	for n := range ch {
		sum += n
	}
	return sum
}

// A loop that knows when to stop needs no close.
func sentinel(ns []int) (sum int) {
	type item struct {
		n    int
		last bool
	}
	ch := make(chan item)
	go func() {
		for _, n := range ns {
			ch <- item{n: n}
		}
		ch <- item{last: true}
	}()
	for it := range ch {
		if it.last {
			break
		}
		sum += it.n
	}
	return sum
}

type task struct {
	deps     []*task
	triggers []*task
	pending  atomic.Int32
}

// There is always a task to begin with, and the last one closes.
func graph(all map[string]*task, root *task, do func(*task)) {
	queue := make(chan *task)
	go func() {
		for _, t := range all {
			if len(t.deps) == 0 {
				queue <- t
			}
		}
	}()
	for t := range queue {
		go handle(t, root, queue, do)
	}
}

func handle(t, root *task, queue chan *task, do func(*task)) {
	if t == root {
		close(queue)
		return
	}
	do(t)
	for _, next := range t.triggers {
		if next.pending.Add(-1) == 0 {
			queue <- next
		}
	}
}
