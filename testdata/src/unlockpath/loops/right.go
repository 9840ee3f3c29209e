package loops

import "sync"

func (l *list) continuesRight() {
	for _, it := range l.items {
		l.mu.Lock()
		if it == nil {
			l.mu.Unlock()
			continue
		}
		it.n++
		l.mu.Unlock()
	}
}

func (l *list) labelledRight(keys []int) {
outer:
	for _, it := range l.items {
		l.mu.Lock()
		for _, k := range keys {
			if it.n == k {
				l.mu.Unlock()
				continue outer
			}
		}
		l.mu.Unlock()
	}
}

func (l *list) breaksRight() {
	l.mu.Lock()
	for _, it := range l.items {
		if it == nil {
			break
		}
		it.n++
	}
	l.mu.Unlock()
}

// Each iteration has its own lock.
func (l *list) each() (sum int) {
	for _, it := range l.items {
		it.mu.Lock()
		sum += it.n
		it.mu.Unlock()
	}
	return sum
}

// All locks are taken by one loop and released by another.
func (l *list) all() (sum int) {
	for _, it := range l.items {
		it.mu.Lock()
	}
	for _, it := range l.items {
		sum += it.n
	}
	for _, it := range l.items {
		it.mu.Unlock()
	}
	return sum
}

func (l *list) allDeferred() (sum int) {
	for _, it := range l.items {
		it.mu.Lock()
		defer it.mu.Unlock()
		sum += it.n
	}
	return sum
}

// Backwards, by index.
func (l *list) byIndex() {
	for i := range l.items {
		l.items[i].mu.Lock()
	}
	for i := len(l.items) - 1; i >= 0; i-- {
		l.items[i].mu.Unlock()
	}
}

func (l *list) coupling1(n int) bool {
	cur := l.head
	cur.mu.Lock()
	for cur.next != nil {
		next := cur.next
		next.mu.Lock()
		cur.mu.Unlock()
		cur = next
		if cur.n == n {
			cur.mu.Unlock()
			return true
		}
	}
	cur.mu.Unlock()
	return false
}

// The list's lock protects the first step.
func (l *list) coupling2(n int) *item {
	l.mu.Lock()
	cur := l.head
	if cur == nil {
		l.mu.Unlock()
		return nil
	}
	cur.mu.Lock()
	l.mu.Unlock()
	for {
		if cur.n == n {
			cur.mu.Unlock()
			return cur
		}
		next := cur.next
		if next == nil {
			cur.mu.Unlock()
			return nil
		}
		next.mu.Lock()
		cur.mu.Unlock()
		cur = next
	}
}

// With a previous and a current element.
func (l *list) coupling3(n int) {
	prev := l.head
	prev.mu.Lock()
	for cur := prev.next; cur != nil; cur = cur.next {
		cur.mu.Lock()
		if cur.n == n {
			prev.next = cur.next
			cur.mu.Unlock()
			break
		}
		prev.mu.Unlock()
		prev = cur
	}
	prev.mu.Unlock()
}

// The lock is given back around the slow part of each iteration.
func (l *list) yields(f func(int)) {
	l.mu.Lock()
	for _, it := range l.items {
		l.mu.Unlock()
		f(it.n)
		l.mu.Lock()
	}
	l.mu.Unlock()
}

func (l *list) yieldsDeferred(f func(int) bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for l.head != nil {
		n := l.head.n
		l.mu.Unlock()
		ok := f(n)
		l.mu.Lock()
		if !ok {
			return
		}
	}
}

// A loop that can only be left through the unlock.
func (l *list) polls(ready func() bool) {
	for {
		l.mu.Lock()
		if l.head != nil && ready() {
			break
		}
		l.mu.Unlock()
	}
	l.head = nil
	l.mu.Unlock()
}

func (l *list) pollsAfter(ready func() bool) {
	l.mu.Lock()
	for !ready() {
		l.mu.Unlock()
		l.mu.Lock()
	}
	l.mu.Unlock()
}

// The body of the loop is a function of its own: its defer runs each time.
func (l *list) literal() {
	for _, it := range l.items {
		func() {
			l.mu.Lock()
			defer l.mu.Unlock()
			if it == nil {
				return
			}
			it.n++
		}()
	}
}

// A flag remembers across iterations whether the lock is held.
func (l *list) flag() {
	locked := false
	for _, it := range l.items {
		if it == nil {
			continue
		}
		if !locked {
			l.mu.Lock()
			locked = true
		}
		it.n++
	}
	if locked {
		l.mu.Unlock()
	}
}

func (l *list) selectsRight(in <-chan int, stop <-chan bool) {
	for {
		select {
		case n := <-in:
			l.mu.Lock()
			l.head.n = n
			l.mu.Unlock()
		case <-stop:
			return
		}
	}
}

// Only the first and the last iteration do anything.
func (l *list) batch(n int) {
	for i := 0; i < n; i++ {
		l.mu.Lock()
		l.head.n += i
		l.mu.Unlock()
	}
}

type shards [16]struct {
	mu sync.Mutex
	m  map[string]int
}

func (s *shards) clear() {
	for i := range s {
		s[i].mu.Lock()
		clear(s[i].m)
		s[i].mu.Unlock()
	}
}

func (s *shards) lockAll() {
	for i := range s {
		s[i].mu.Lock()
	}
}

func (s *shards) unlockAll() {
	for i := range s {
		s[i].mu.Unlock()
	}
}

func (s *shards) size() (n int) {
	s.lockAll()
	defer s.unlockAll()
	for i := range s {
		n += len(s[i].m)
	}
	return n
}

// Coupling from an item that the caller holds: all but the first are ours.
func (it *item) last() (n int) {
	cur := it
	for cur.next != nil {
		next := cur.next
		if cur != it {
			cur.mu.Unlock()
		}
		next.mu.Lock()
		cur = next
	}
	n = cur.n
	if cur != it {
		cur.mu.Unlock()
	}
	return n
}

// The first round has the lock from before.
func (l *list) drains(work func(*item) error) error {
	l.mu.Lock()
	n := l.size()
	if n == 0 {
		l.mu.Unlock()
		return nil
	}
	for i := 0; i < n; i++ {
		if i > 0 {
			l.mu.Lock()
		}
		it := l.items[0]
		l.items = l.items[1:]
		l.mu.Unlock()
		if err := work(it); err != nil {
			return err
		}
	}
	return nil
}

func (l *list) size() int { return len(l.items) }

// The same with a flag.
func (l *list) drainsFlag(work func(*item) bool) {
	l.mu.Lock()
	for first := true; ; first = false {
		if !first {
			l.mu.Lock()
		}
		it := l.items[0]
		l.items = l.items[1:]
		l.mu.Unlock()
		if !work(it) {
			return
		}
	}
}

// And over what is there.
func (l *list) drainsAll(work func(*item)) {
	items := l.items
	if len(items) == 0 {
		return
	}
	l.mu.Lock()
	for i, it := range items {
		if i != 0 {
			l.mu.Lock()
		}
		it.n++
		l.mu.Unlock()
		work(it)
	}
}

// The items that are to go remain locked until they are gone.
type doomed struct{ *item }

func (l *list) prune(keep func(*item) bool) {
	var out []doomed
	for _, it := range l.items {
		it.mu.Lock()
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
	for _, d := range out {
		d.n = 0
		d.mu.Unlock()
	}
}
