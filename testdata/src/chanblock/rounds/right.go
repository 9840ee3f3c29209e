package rounds

import "sync"

func back(fs []func() error) {
	sem := make(chan struct{}, 2)
	for _, f := range fs {
		sem <- struct{}{}
		go func() {
			defer func() { <-sem }()
			if f() != nil {
				return
			}
		}()
	}
}

func live(jobs []int, f func(int) error, report func(error)) {
	ch := make(chan int)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for j := range ch {
				if err := f(j); err != nil {
					report(err)
				}
			}
		})
	}
	for _, j := range jobs {
		ch <- j
	}
	close(ch)
	wg.Wait()
}

func early(tasks []func() int) (sum int) {
	sem, results := make(chan struct{}, 2), make(chan int)
	go func() {
		for _, f := range tasks {
			sem <- struct{}{}
			go func() {
				results <- f()
				<-sem
			}()
		}
	}()
	for range tasks {
		sum += <-results
	}
	return sum
}

func batches(items []int, send func([]int)) {
	ch := make(chan []int, 3)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for b := range ch {
			send(b)
		}
	}()
	for len(items) > 2 {
		ch <- items[:2]
		items = items[2:]
	}
	ch <- items
	close(ch)
	<-done
}
