package loop

import "sync"

type queue struct {
	mu    sync.Mutex
	more  *sync.Cond
	items []int
}

func newQueue() *queue {
	q := new(queue)
	q.more = sync.NewCond(&q.mu)
	return q
}

func (q *queue) Put(n int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.items = append(q.items, n)
	q.more.Signal()
}

// Another consumer may have been quicker.
func (q *queue) Get() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.items) == 0 {
		q.more.Wait() // want `q\.more\.Wait is called outside a loop.*\(condwait-loop\)`
	}
	n := q.items[0]
	q.items = q.items[1:]
	return n
}

// The loop around it takes the next item, it does not look at this one again.
func (q *queue) Drain(f func(int)) {
	for {
		q.mu.Lock()
		if len(q.items) == 0 {
			q.more.Wait() // want `condwait-loop`
		}
		n := q.items[0]
		q.items = q.items[1:]
		q.mu.Unlock()
		f(n)
	}
}

// A helper whose caller waits once.
func (q *queue) waitForMore() {
	q.more.Wait() // want `condwait-loop`
}

func (q *queue) Peek() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.items) == 0 {
		q.waitForMore()
	}
	return q.items[0]
}

// Asking somebody else's flag is no second look at the queue.
type job struct{ urgent bool }

type jobs struct {
	sync.Mutex
	*sync.Cond
	next *job
}

func (j *jobs) Take(busy *bool) *job {
	j.Lock()
	defer j.Unlock()
	if j.next == nil {
		j.Wait() // want `condwait-loop`
	}
	if *busy {
		return nil
	}
	return j.next
}

func (j *jobs) Give(next *job) {
	j.Lock()
	j.next = next
	j.Unlock()
	j.Broadcast()
}
