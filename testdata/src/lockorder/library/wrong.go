// Package library has second acquisitions in methods that the standard library
// calls.
package library

import (
	"container/heap"
	"encoding/json"
	"fmt"
	"log"
	"slices"
	"sort"
	"sync"
)

type job struct {
	mu    sync.Mutex
	state string
	done  sync.Once
	told  sync.Once
}

func (j *job) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.state
}

func (j *job) printf() {
	j.mu.Lock()
	defer j.mu.Unlock()
	fmt.Printf("job %v\n", j) // want `^j\.mu is locked again while already held: \(\*job\)\.printf → \(\*job\)\.String \(lockorder-double\)$`
}

func (j *job) println() {
	j.mu.Lock()
	defer j.mu.Unlock()
	fmt.Println("job", j) // want `j\.mu is locked again while already held`
}

func (j *job) sprint() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return fmt.Sprint(j) // want `j\.mu is locked again while already held`
}

func (j *job) logs(l *log.Logger) {
	j.mu.Lock()
	defer j.mu.Unlock()
	log.Printf("%d: %s", 1, j) // want `j\.mu is locked again while already held`
	l.Print(j)                 // want `j\.mu is locked again while already held`
}

func (j *job) wraps() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	return fmt.Errorf("job %s failed", j) // want `j\.mu is locked again while already held`
}

// An error that locks.
type failure struct {
	mu  sync.Mutex
	msg string
}

func (f *failure) Error() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.msg
}

func (f *failure) print() {
	f.mu.Lock()
	defer f.mu.Unlock()
	fmt.Println(f) // want `f\.mu is locked again while already held`
}

// JSON.
type config struct {
	mu   sync.RWMutex
	vals map[string]string
}

func (c *config) MarshalJSON() ([]byte, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return json.Marshal(c.vals)
}

func (c *config) save() ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return json.Marshal(c) // want `c\.mu is locked again while already held`
}

func (c *config) UnmarshalJSON(data []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return json.Unmarshal(data, &c.vals)
}

func (c *config) load(data []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return json.Unmarshal(data, c) // want `c\.mu is locked again while already held`
}

// Sorting.
type board struct {
	mu     sync.Mutex
	scores []int
}

func (b *board) Len() int { return len(b.scores) }

func (b *board) Less(i, j int) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.scores[i] < b.scores[j]
}

func (b *board) Swap(i, j int) { b.scores[i], b.scores[j] = b.scores[j], b.scores[i] }

func (b *board) sort() {
	b.mu.Lock()
	defer b.mu.Unlock()
	sort.Sort(b) // want `b\.mu is locked again while already held`
}

func (b *board) score(i int) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.scores[i]
}

func (b *board) sortSlice() {
	b.mu.Lock()
	defer b.mu.Unlock()
	sort.Slice(b.scores, func(i, j int) bool { // want `b\.mu is locked again while already held`
		return b.score(i) < b.score(j)
	})
	slices.SortFunc(b.scores, func(x, y int) int { // want `b\.mu is locked again while already held`
		return b.score(0)
	})
}

func (b *board) Push(x any) { b.scores = append(b.scores, x.(int)) }

func (b *board) Pop() any { return 0 }

func (b *board) heap() {
	b.mu.Lock()
	defer b.mu.Unlock()
	heap.Init(b) // want `b\.mu is locked again while already held`
}

// Once, and the map's Range.
func (j *job) finish() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.done.Do(func() { // want `j\.mu is locked again while already held`
		j.mu.Lock()
		j.state = "done"
		j.mu.Unlock()
	})
}

func (j *job) finishMethod() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.done.Do(j.end) // want `j\.mu is locked again while already held`
}

func (j *job) end() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.state = "done"
}

func (j *job) all(m *sync.Map) {
	j.mu.Lock()
	defer j.mu.Unlock()
	m.Range(func(k, v any) bool { // want `j\.mu is locked again while already held`
		j.end()
		return true
	})
}
