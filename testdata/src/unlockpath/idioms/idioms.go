// Package idioms has longer pieces of code that are right, as real programs have
// them, and a wrong one to compare.
package idioms

import (
	"context"
	"errors"
	"iter"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

type node struct {
	mu    sync.RWMutex
	kids  map[string]*node
	val   int
	conds *sync.Cond
	wg    sync.WaitGroup
	state atomic.Int32
}

// B-tree descent with read crabbing.
func (n *node) find(path []string) *node {
	cur := n
	cur.mu.RLock()
	for _, p := range path {
		next, ok := cur.kids[p]
		if !ok {
			cur.mu.RUnlock()
			return nil
		}
		next.mu.RLock()
		cur.mu.RUnlock()
		cur = next
	}
	cur.mu.RUnlock()
	return cur
}

// Recursion with hand over.
func (n *node) descend(path []string) {
	if len(path) == 0 {
		n.mu.Unlock()
		return
	}
	next := n.kids[path[0]]
	next.mu.Lock()
	n.mu.Unlock()
	next.descend(path[1:])
}

func (n *node) startDescend(path []string) {
	n.mu.Lock()
	n.descend(path)
}

// Double-checked with loop and version.
func (n *node) retry() {
	for {
		n.mu.RLock()
		v := n.val
		n.mu.RUnlock()
		n.mu.Lock()
		if n.val != v {
			n.mu.Unlock()
			continue
		}
		n.val++
		n.mu.Unlock()
		return
	}
}

// Lock with context.
func (n *node) lockCtx(ctx context.Context) error {
	done := make(chan struct{})
	go func() {
		n.mu.Lock()
		close(done)
	}()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		go func() {
			<-done
			n.mu.Unlock()
		}()
		return ctx.Err()
	}
}

func (n *node) useLockCtx(ctx context.Context) error {
	if err := n.lockCtx(ctx); err != nil {
		return err
	}
	defer n.mu.Unlock()
	return nil
}

// Error joined in deferred.
func (n *node) deferredErr() (err error) {
	n.mu.Lock()
	defer func() {
		n.mu.Unlock()
		if r := recover(); r != nil {
			err = errors.New("panic")
		}
	}()
	n.val++
	return nil
}

// HTTP handler.
func (n *node) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n.mu.RLock()
	k, ok := n.kids[r.URL.Path]
	n.mu.RUnlock()
	if !ok {
		http.NotFound(w, r)
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.val++
}

// Wait with timer under a cond, unlocking in the middle.
func (n *node) waitFor(d time.Duration, ready func() bool) bool {
	deadline := time.Now().Add(d)
	n.mu.Lock()
	defer n.mu.Unlock()
	for !ready() {
		if time.Now().After(deadline) {
			return false
		}
		n.mu.Unlock()
		time.Sleep(time.Millisecond)
		n.mu.Lock()
	}
	return true
}

// Goroutine loop with explicit states.
func (n *node) loop(ctx context.Context, ch <-chan int) {
	locked := false
	unlock := func() {
		if locked {
			n.mu.Unlock()
			locked = false
		}
	}
	defer unlock()
	for {
		select {
		case <-ctx.Done():
			return
		case v := <-ch:
			if !locked {
				n.mu.Lock()
				locked = true
			}
			n.val += v
			if v == 0 {
				unlock()
			}
		}
	}
}

// Lock ordering by sorted slice.
func lockSorted(ns []*node) func() {
	for _, n := range ns {
		n.mu.Lock()
	}
	return func() {
		for i := len(ns) - 1; i >= 0; i-- {
			ns[i].mu.Unlock()
		}
	}
}

func useSorted(ns []*node) {
	defer lockSorted(ns)()
}

// State machine functions.
type stateFn func(*node) stateFn

func start(n *node) stateFn {
	n.mu.Lock()
	return middle
}

func middle(n *node) stateFn {
	if n.val == 0 {
		return end
	}
	return middle
}

func end(n *node) stateFn {
	n.mu.Unlock()
	return nil
}

func machine(n *node) {
	for s := stateFn(start); s != nil; {
		s = s(n)
	}
}

// Iterator with early stop.
func (n *node) all() iter.Seq2[string, *node] {
	return func(yield func(string, *node) bool) {
		n.mu.RLock()
		defer n.mu.RUnlock()
		for k, v := range n.kids {
			if !yield(k, v) {
				return
			}
		}
	}
}

func (n *node) count() (c int) {
	for _, k := range n.all() {
		k.mu.RLock()
		c += k.val
		k.mu.RUnlock()
		if c > 10 {
			break
		}
	}
	return c
}

// Recursive method over kids.
func (n *node) walk(f func(*node) error) error {
	n.mu.RLock()
	defer n.mu.RUnlock()
	for _, k := range n.kids {
		if err := k.walk(f); err != nil {
			return err
		}
	}
	return f(n)
}

// Swap of two.
func swap(a, b *node) {
	if a == b {
		return
	}
	first, second := a, b
	if a.val > b.val {
		first, second = b, a
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	a.val, b.val = b.val, a.val
}

// Copy-on-write map under a global.
var (
	regMu sync.Mutex
	reg   atomic.Pointer[map[string]*node]
)

func register(name string, n *node) (old *node, err error) {
	regMu.Lock()
	defer regMu.Unlock()
	m := reg.Load()
	if m != nil {
		if old = (*m)[name]; old != nil {
			return old, errors.New("exists")
		}
	}
	return nil, nil
}

// Conditional lock by nil receiver part.
type opt struct{ mu *sync.Mutex }

func (o *opt) lock() {
	if o.mu != nil {
		o.mu.Lock()
	}
}

func (o *opt) unlock() {
	if o.mu != nil {
		o.mu.Unlock()
	}
}

func (o *opt) do(f func()) {
	o.lock()
	defer o.unlock()
	f()
}

// A lock handed through a channel token, released by a timer.
func (n *node) lease(d time.Duration) {
	n.mu.Lock()
	time.AfterFunc(d, n.mu.Unlock)
}

func (n *node) leaseFunc(d time.Duration) *time.Timer {
	n.mu.Lock()
	return time.AfterFunc(d, func() { n.mu.Unlock() })
}

// context.AfterFunc and cleanup registration.
type T interface{ Cleanup(func()) }

func (n *node) forTest(t T) {
	n.mu.Lock()
	t.Cleanup(n.mu.Unlock)
}

func (n *node) forTestLiteral(t T) {
	n.mu.Lock()
	t.Cleanup(func() { n.mu.Unlock() })
}

// switch true with init and fallthrough default in the middle.
func (n *node) sw(x int) int {
	n.mu.Lock()
	switch y := x * 2; {
	default:
		n.mu.Unlock()
		return 0
	case y > 10:
		n.mu.Unlock()
		return 1
	case y > 5:
		fallthrough
	case y > 3:
		n.val = y
	}
	n.mu.Unlock()
	return 2
}

// A struct of two RWMutexes and a mode per call.
type rw struct {
	mu  sync.RWMutex
	cnt int
}

func (r *rw) with(w bool) (unlock func()) {
	if w {
		r.mu.Lock()
		unlock = r.mu.Unlock
	} else {
		r.mu.RLock()
		unlock = r.mu.RUnlock
	}
	return unlock
}

func (r *rw) use(w bool) {
	unlock := r.with(w)
	defer unlock()
	r.cnt++
}

func (r *rw) useVar(w bool, f func() error) error {
	unlock := r.mu.RUnlock
	if w {
		r.mu.Lock()
		unlock = r.mu.Unlock
	} else {
		r.mu.RLock()
	}
	defer unlock()
	return f()
}

// A pool of workers with a deferred done.
func (n *node) parallel(ks []*node) {
	for _, k := range ks {
		n.wg.Add(1)
		k.mu.Lock()
		go func(k *node) {
			defer n.wg.Done()
			defer k.mu.Unlock()
			k.val++
		}(k)
	}
	n.wg.Wait()
}

// err assigned in closures.
func (n *node) closureErr(f func() error) error {
	var err error
	func() {
		n.mu.Lock()
		defer n.mu.Unlock()
		err = f()
	}()
	if err != nil {
		n.mu.Lock()
		n.val--
		n.mu.Unlock()
	}
	return err
}

// As find, without one of its unlocks.
func (n *node) wrong(path []string) *node {
	cur := n
	cur.mu.RLock()
	for _, p := range path {
		next, ok := cur.kids[p]
		if !ok {
			return nil // want `n\.mu is still held on return` `cur\..*mu is still held on return`
		}
		next.mu.RLock()
		cur.mu.RUnlock()
		cur = next
	}
	cur.mu.RUnlock()
	return cur
}

// A test takes its objects with it when it ends, locked or not.
func TestFails(t *testing.T) {
	n := &node{}
	n.mu.Lock()
	if n.val != 0 {
		t.Error("not zero")
		return
	}
	n.mu.Unlock()
}
