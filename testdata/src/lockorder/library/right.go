package library

import (
	"encoding/json"
	"fmt"
	"log"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"
)

func (j *job) printfRight() {
	j.mu.Lock()
	state := j.state
	j.mu.Unlock()
	fmt.Printf("job %v: %s\n", j, state)
}

// These verbs call no method.
func (j *job) pointer() {
	j.mu.Lock()
	defer j.mu.Unlock()
	fmt.Printf("%p %T %d", j, j, len(j.state))
	log.Printf("%#v", j.state)
}

// A field, not the job.
func (j *job) field() {
	j.mu.Lock()
	defer j.mu.Unlock()
	fmt.Println("state", j.state, len(j.state))
}

// Another job.
func (j *job) other(k *job) {
	j.mu.Lock()
	defer j.mu.Unlock()
	fmt.Println(k)
}

func (f *failure) printRight() {
	f.mu.Lock()
	msg := f.msg
	f.mu.Unlock()
	fmt.Println(f, msg)
}

// The values are no config.
func (c *config) saveRight() ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return json.Marshal(c.vals)
}

// A copy's type has no methods.
func (c *config) savePlain() ([]byte, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	type plain struct{ Vals map[string]string }
	return json.Marshal(plain{c.vals})
}

func (c *config) loadRight(data []byte) error {
	vals := make(map[string]string)
	if err := json.Unmarshal(data, &vals); err != nil {
		return err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.vals = vals
	return nil
}

func (b *board) sortRight() { sort.Sort(b) }

// The slice is sorted, not the board.
func (b *board) sortInts() {
	b.mu.Lock()
	defer b.mu.Unlock()
	sort.Ints(b.scores)
	sort.Sort(sort.IntSlice(b.scores))
	sort.Sort(sort.Reverse(sort.IntSlice(b.scores)))
	slices.SortFunc(b.scores, func(x, y int) int { return y - x })
}

func (j *job) finishRight() {
	j.done.Do(func() {
		j.mu.Lock()
		j.state = "done"
		j.mu.Unlock()
	})
}

func (j *job) finishUnder() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.told.Do(func() { j.state = "told" })
}

// These run their functions in another goroutine.
func (j *job) later(wg *sync.WaitGroup) {
	j.mu.Lock()
	defer j.mu.Unlock()
	time.AfterFunc(time.Second, j.end)
	wg.Go(j.end)
	wg.Go(func() { j.end() })
}

// Makes a function, and does not call it.
func (j *job) once() func() {
	j.mu.Lock()
	defer j.mu.Unlock()
	return sync.OnceFunc(j.end)
}

func (j *job) upper(s string) string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return strings.Map(func(r rune) rune { return r + 1 }, s)
}
