package pools

func start(n int) *pool {
	p := &pool{jobs: make(chan func()), quit: make(chan struct{})}
	for range n {
		p.wg.Add(1)
		go p.worker()
	}
	return p
}

func (p *pool) stop() {
	close(p.quit)
	p.wg.Wait()
}

func use(f func()) {
	p := start(2)
	defer p.stop()
	p.jobs <- f
	p.jobs <- f
}

func useHere(f func()) {
	p := &pool{jobs: make(chan func()), quit: make(chan struct{})}
	for range 2 {
		p.wg.Add(1)
		go p.worker()
	}
	p.jobs <- f
	p.stop()
}

func tokenEach(f func()) {
	p := &pool{jobs: make(chan func()), quit: make(chan struct{})}
	for range 2 {
		p.wg.Add(1)
		go p.worker()
	}
	p.jobs <- f
	for range 2 {
		p.quit <- struct{}{}
	}
	p.wg.Wait()
}

func goesOn(ns []int, f func(int) error, report func(error)) {
	jobs, done := make(chan int), make(chan struct{})
	go func() {
		defer close(done)
		for n := range jobs {
			if err := f(n); err != nil {
				report(err)
				continue
			}
		}
	}()
	for _, n := range ns {
		jobs <- n
	}
	close(jobs)
	<-done
}

func collector(ns []int, f func(int) int) (sum int) {
	jobs, results := make(chan int), make(chan int)
	go func() {
		defer close(results)
		for n := range jobs {
			results <- f(n)
		}
	}()
	go func() {
		defer close(jobs)
		for _, n := range ns {
			jobs <- n
		}
	}()
	for r := range results {
		sum += r
	}
	return sum
}

// Those that fail drain what is left.
func drains(ns []int, f func(int) error) error {
	jobs, errs := make(chan int), make(chan error, 1)
	go func() {
		var first error
		for n := range jobs {
			if first == nil {
				first = f(n)
			}
		}
		errs <- first
	}()
	for _, n := range ns {
		jobs <- n
	}
	close(jobs)
	return <-errs
}

type actor struct{ calls chan call }

type call struct {
	arg   int
	reply chan int
}

func (a *actor) run(f func(int) int) {
	for c := range a.calls {
		c.reply <- f(c.arg)
	}
}

func (a *actor) ask(n int) int {
	c := call{n, make(chan int)}
	a.calls <- c
	return <-c.reply
}

func actors(f func(int) int) int {
	a := &actor{make(chan call)}
	go a.run(f)
	defer close(a.calls)
	return a.ask(1) + a.ask(2)
}

type elastic struct{ size int }

// resize ends workers only if there are some: size says how many it has started.
func (e *elastic) resize(want int, jobs <-chan func(), quit chan bool) {
	for e.size != want {
		if want < e.size {
			quit <- true
			e.size--
		} else {
			go worker(jobs, quit)
			e.size++
		}
	}
}

func worker(jobs <-chan func(), quit <-chan bool) {
	for {
		select {
		case job := <-jobs:
			job()
		case <-quit:
			return
		}
	}
}

func (e *elastic) run(jobs <-chan func(), wants <-chan int) {
	quit := make(chan bool)
	e.resize(<-wants, jobs, quit)
	for want := range wants {
		e.resize(want, jobs, quit)
	}
	close(quit)
}

// The same with a function of unknown code that starts the workers.
func (e *elastic) resizeBy(start func(func()), want int, jobs <-chan func(), quit chan bool) {
	for e.size != want {
		if want < e.size {
			quit <- true
			e.size--
		} else {
			start(func() { worker(jobs, quit) })
			e.size++
		}
	}
}

func (e *elastic) runBy(start func(func()), jobs <-chan func(), wants <-chan int) {
	quit := make(chan bool)
	e.resizeBy(start, <-wants, jobs, quit)
	for want := range wants {
		e.resizeBy(start, want, jobs, quit)
	}
	close(quit)
}
