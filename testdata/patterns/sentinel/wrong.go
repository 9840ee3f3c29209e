package sentinel

import "sync"

// One sentinel for three workers.
func onlyOne(inputs []int, handle func(int)) {
	jobs := make(chan job)
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				j := <-jobs // want `chanblock-recv`
				if j.stop {
					return
				}
				handle(j.id)
			}
		}()
	}
	for _, v := range inputs {
		jobs <- job{id: v}
	}
	jobs <- job{stop: true}
	wg.Wait()
}

// Four sentinels for three workers: nobody takes the last.
func oneTooMany(handle func(int)) {
	jobs := make(chan job)
	for range 3 {
		go func() {
			for {
				j := <-jobs
				if j.stop {
					return
				}
				handle(j.id)
			}
		}()
	}
	for range 4 {
		jobs <- job{stop: true} // want `chanblock-send`
	}
}

// Who has got the sentinel passes it on; the last one finds nobody.
func passesOn(tasks []func()) {
	ch := make(chan func())
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for {
				task := <-ch
				if task == nil {
					ch <- nil // want `chanblock-send`
					return
				}
				task()
			}
		})
	}
	for _, t := range tasks {
		if t != nil {
			ch <- t
		}
	}
	ch <- nil
	wg.Wait()
}

// Each worker ends the others' channel, too.
func everyoneCloses(inputs []int, f func(int) int) (sum int) {
	jobs, out := make(chan int), make(chan int)
	for range 2 {
		go func() {
			for v := range jobs {
				out <- f(v) // want `chanclose-send`
			}
			close(out) // want `chanclose-double`
		}()
	}
	go func() {
		for _, v := range inputs {
			jobs <- v
		}
		close(jobs)
	}()
	for v := range out {
		sum += v
	}
	return sum
}

// The reports of the ends are awaited once too often.
func countsWrong(inputs []int, handle func(int)) {
	jobs, ended := make(chan int), make(chan struct{})
	for range 2 {
		go func() {
			for v := range jobs {
				handle(v)
			}
			ended <- struct{}{}
		}()
	}
	for _, v := range inputs {
		jobs <- v
	}
	close(jobs)
	for range 3 {
		<-ended // want `chanblock-recv`
	}
}
