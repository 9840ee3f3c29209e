package taskdone

import "sync"

// A task that fails is never done: who waits for it does not close the channel,
// and the worker waits for that.
func batchLeaks(tasks []func() error, report func(error)) {
	var pending sync.WaitGroup
	ch := make(chan func() error)
	go func() {
		for t := range ch { // want `chanblock-range`
			if err := t(); err != nil {
				report(err)
				continue
			}
			pending.Done()
		}
	}()
	for _, t := range tasks {
		pending.Add(1)
		ch <- t
	}
	pending.Wait()
	close(ch)
}

// The task counts itself when the wait may be over.
func countsItself(tasks []func()) {
	var pending sync.WaitGroup
	for _, t := range tasks {
		go func() {
			pending.Add(1) // want `waitgroup-add`
			defer pending.Done()
			t()
		}()
	}
	pending.Wait()
}

// Done twice for a task that fails.
func doneTwice(tasks []func() error, report func(error)) {
	var pending sync.WaitGroup
	for _, t := range tasks {
		pending.Add(1)
		go func() {
			defer pending.Done()
			if err := t(); err != nil {
				report(err)
				pending.Done() // want `waitgroup-done`
			}
		}()
	}
	pending.Wait()
}

// Two are counted for each that is started.
func countsBoth(first, second func()) {
	var pending sync.WaitGroup
	pending.Add(2)
	go func() {
		first()
		second()
		pending.Done()
	}()
	pending.Wait() // want `waitgroup-done`
}

// A copy is counted down, the original is waited for.
func worker(pending sync.WaitGroup, task func()) { // want `copylock-value`
	defer pending.Done()
	task()
}

func startCopy(task func()) {
	var pending sync.WaitGroup
	pending.Add(1)
	go worker(pending, task) // want `copylock-value`
	pending.Wait()
}

// The last task is done, but who joins isn't told.
func joinForever(work func()) {
	var mu sync.Mutex
	done := sync.NewCond(&mu)
	pending := 1
	go func() {
		work()
		mu.Lock()
		pending--
		mu.Unlock()
	}()
	mu.Lock()
	for pending > 0 {
		done.Wait() // want `condwait-signal`
	}
	mu.Unlock()
}

// A queue without room: a task that puts in another waits for a worker, and
// that is itself.
func putsItself(links func(string) []string, root string) {
	pages := make(chan string)
	var pending sync.WaitGroup
	pending.Add(1)
	go func() {
		for page := range pages {
			for _, l := range links(page) {
				pending.Add(1)
				pages <- l // want `chanblock-send`
			}
			pending.Done()
		}
	}()
	pages <- root
	pending.Wait()
	close(pages)
}
