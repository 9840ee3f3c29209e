package loops

import "sync"

type item struct {
	mu   sync.Mutex
	n    int
	next *item
}

type list struct {
	mu    sync.Mutex
	items []*item
	head  *item
}

func (l *list) continues() {
	for _, it := range l.items {
		l.mu.Lock() // want `l\.mu is still held when the loop comes round and locks it again`
		if it == nil {
			continue
		}
		it.n++
		l.mu.Unlock()
	}
}

func (l *list) labelled(keys []int) {
outer:
	for _, it := range l.items {
		l.mu.Lock() // want `l\.mu is still held when the loop comes round`
		for _, k := range keys {
			if it.n == k {
				continue outer
			}
		}
		l.mu.Unlock()
	}
}

func (l *list) breaks() {
	for _, it := range l.items {
		l.mu.Lock()
		if it == nil {
			break
		}
		it.n++
		l.mu.Unlock()
	}
} // want `l\.mu is still held on return`

func (l *list) returns() *item {
	for _, it := range l.items {
		it.mu.Lock()
		if it.n > 0 {
			return it.next // want `\.mu is still held on return`
		}
		it.mu.Unlock()
	}
	return nil
}

func (l *list) never() {
	for range 3 {
		l.mu.Lock() // want `l\.mu is still held when the loop comes round`
		l.head = nil
	}
}

// The retry forgets that it holds the lock already.
func (l *list) retries(try func() error) {
	for {
		l.mu.Lock() // want `l\.mu is still held when the loop comes round`
		if err := try(); err != nil {
			continue
		}
		l.mu.Unlock()
		return
	}
}

// Hand over hand, and the last hand is never opened.
func (l *list) coupling(n int) bool {
	cur := l.head
	cur.mu.Lock()
	for cur.next != nil {
		next := cur.next
		next.mu.Lock()
		cur.mu.Unlock()
		cur = next
		if cur.n == n {
			return true // want `cur\..*mu is still held on return`
		}
	}
	cur.mu.Unlock()
	return false
}

func (l *list) selects(in <-chan int, stop <-chan bool) {
	for {
		l.mu.Lock() // want `l\.mu is still held when the loop comes round`
		select {
		case n := <-in:
			if n == 0 {
				continue
			}
			l.head.n = n
		case <-stop:
			l.mu.Unlock()
			return
		}
		l.mu.Unlock()
	}
}

// Coupling from an item that the caller holds, which forgets the last one.
func (it *item) lastForgotten() (n int) {
	cur := it
	for cur.next != nil {
		next := cur.next
		if cur != it {
			cur.mu.Unlock()
		}
		next.mu.Lock()
		cur = next
	}
	return cur.n // want `next\.mu is still held on return`
}

// The second round does not take the lock.
func (l *list) drainsWrong(work func(*item) error) error {
	l.mu.Lock()
	n := l.size()
	if n == 0 {
		l.mu.Unlock()
		return nil
	}
	for i := 0; i < n; i++ {
		if i > 1 {
			l.mu.Lock()
		}
		it := l.items[0]
		l.items = l.items[1:]
		l.mu.Unlock() // want `l\.mu is unlocked, but was unlocked before on the same path`
		if err := work(it); err != nil {
			return err
		}
	}
	return nil
}

// And nobody asked whether there is a round at all.
func (l *list) drainsNone(items []*item, work func(*item)) {
	l.mu.Lock()
	for i, it := range items {
		if i != 0 {
			l.mu.Lock()
		}
		it.n++
		l.mu.Unlock()
		work(it)
	}
} // want `l\.mu is still held on return`

// The items that are to go are never unlocked.
func (l *list) pruneWrong(keep func(*item) bool) (out []doomed) {
	for _, it := range l.items {
		it.mu.Lock() // want `mu is still held when the loop goes on to the next iteration`
		if keep(it) {
			it.mu.Unlock()
			continue
		}
		if it.n > 0 {
			out = append(out, doomed{it})
			continue
		}
		it.mu.Unlock()
	}
	return out
}

// It is empty again, perhaps.
func (l *list) drainsOne() {
	if len(l.items) == 0 {
		return
	}
	l.mu.Lock()
	l.items = l.items[1:]
	if len(l.items) > 0 {
		l.mu.Unlock()
	}
} // want `l\.mu is still held on return`
