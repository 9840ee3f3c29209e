// Package taskdone counts tasks from put to done, and waits until none is left.
package taskdone

import "sync"

// A queue whose join waits for all tasks that were put in, also for those that
// tasks put in themselves.
type queue struct {
	mu      sync.Mutex
	changed *sync.Cond
	tasks   []func(*queue)
	pending int
	closed  bool
}

func newQueue() *queue {
	q := &queue{}
	q.changed = sync.NewCond(&q.mu)
	return q
}

func (q *queue) put(task func(*queue)) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.tasks = append(q.tasks, task)
	q.pending++
	q.changed.Broadcast()
}

func (q *queue) get() (func(*queue), bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.tasks) == 0 && !q.closed {
		q.changed.Wait()
	}
	if len(q.tasks) == 0 {
		return nil, false
	}
	task := q.tasks[0]
	q.tasks = q.tasks[1:]
	return task, true
}

func (q *queue) done() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.pending--; q.pending == 0 {
		q.changed.Broadcast()
	}
}

func (q *queue) join() {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.pending > 0 {
		q.changed.Wait()
	}
	q.closed = true
	q.changed.Broadcast()
}

func (q *queue) worker() {
	for {
		task, ok := q.get()
		if !ok {
			return
		}
		func() {
			defer q.done()
			task(q)
		}()
	}
}

func runAll(tasks []func(*queue)) {
	q := newQueue()
	for range 2 {
		go q.worker()
	}
	for _, t := range tasks {
		q.put(t)
	}
	q.join()
}

// The same with a WaitGroup: Add before put, Done after work.
func crawl(root string, links func(string) []string) {
	var pending sync.WaitGroup
	pages := make(chan string, 100)
	enqueue := func(page string) {
		pending.Add(1)
		pages <- page
	}
	enqueue(root)
	go func() {
		pending.Wait()
		close(pages)
	}()
	for page := range pages {
		go func() {
			defer pending.Done()
			for _, l := range links(page) {
				enqueue(l)
			}
		}()
	}
}

// A batch: all tasks are counted at once.
func batch(tasks []func() error, report func(error)) {
	var pending sync.WaitGroup
	pending.Add(len(tasks))
	ch := make(chan func() error)
	go func() {
		for t := range ch {
			if err := t(); err != nil {
				report(err)
			}
			pending.Done()
		}
	}()
	for _, t := range tasks {
		ch <- t
	}
	pending.Wait()
	close(ch)
}
