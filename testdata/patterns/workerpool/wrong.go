package workerpool

import "sync"

// Nobody tells the workers that there is nothing more to come.
func neverCloses(inputs []int, handle func(int)) {
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for v := range jobs { // want `chanblock-range`
				handle(v)
			}
		}()
	}
	for _, v := range inputs {
		jobs <- v
	}
	wg.Wait()
}

// An error ends the call before the channel is closed.
func returnsEarly(inputs []int, handle func(int), valid func(int) error) error {
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for v := range jobs { // want `chanblock-range`
				handle(v)
			}
		})
	}
	for _, v := range inputs {
		if err := valid(v); err != nil {
			return err
		}
		jobs <- v
	}
	close(jobs)
	wg.Wait()
	return nil
}

// One quit for two workers.
func quitsOne(inputs []int, handle func(int)) {
	jobs, quit := make(chan int), make(chan struct{})
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				select { // want `chanblock-select`
				case v := <-jobs:
					handle(v)
				case <-quit:
					return
				}
			}
		}()
	}
	for _, v := range inputs {
		jobs <- v
	}
	quit <- struct{}{}
	wg.Wait()
}

// Stopped twice, closed twice.
func stopsTwice(inputs []int, handle func(int)) {
	jobs := make(chan int)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for v := range jobs {
			handle(v)
		}
	}()
	defer close(jobs) // want `chanclose-double`
	for _, v := range inputs {
		jobs <- v
	}
	close(jobs)
	<-done
}

// The channel is closed while others may still submit.
func closesUnderSubmit(submitter func(submit func(int)), handle func(int)) {
	jobs := make(chan int)
	go func() {
		for i := range 3 {
			jobs <- i // want `chanclose-send`
		}
	}()
	for v := range jobs {
		handle(v)
		if v == 1 {
			close(jobs)
			return
		}
	}
}

type badPool struct {
	mu   sync.Mutex
	jobs chan func()
	done int
	wg   sync.WaitGroup
}

// stop waits with the lock that each worker needs to end.
func (p *badPool) stop() {
	p.mu.Lock()
	defer p.mu.Unlock()
	close(p.jobs)
	p.wg.Wait() // want `lockorder-wait`
}

func (p *badPool) work() {
	defer p.wg.Done()
	for job := range p.jobs {
		job()
	}
	p.mu.Lock()
	p.done++
	p.mu.Unlock()
}

func runPool(job func()) {
	p := &badPool{jobs: make(chan func())}
	for range 2 {
		p.wg.Add(1)
		go p.work()
	}
	p.jobs <- job
	p.stop()
}

// A worker that stops the pool waits for itself.
func stopsItself(handle func() error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		if handle() != nil {
			wg.Wait() // want `waitgroup-self`
		}
	}()
	wg.Wait()
}
