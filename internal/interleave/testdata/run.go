// Command run runs made-up programs, many times each, until nothing moves any
// more, and prints where goroutines are then stuck: lines of the form "program
// line count". A program that panics is printed as "program panics".
package main

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const rounds = 12

var (
	moves  atomic.Int64
	panics sync.Map
)

// yield lets others go first now and then.
func yield() {
	moves.Add(1)
	switch rand.IntN(6) {
	case 0:
		runtime.Gosched()
	case 1:
		time.Sleep(time.Duration(rand.IntN(50)) * time.Microsecond)
	}
}

func guard(k int) {
	if recover() != nil {
		panics.Store(k, true)
	}
}

var (
	header = regexp.MustCompile(`^goroutine \d+ (?:gp=\S+ m=\S+ )?\[([^,\]]+)`)
	where  = regexp.MustCompile(`prog(\d+)\.go:(\d+)`)
)

// stuck returns where goroutines are blocked, or false if any is not.
func stuck() (map[string]int, bool) {
	buf := make([]byte, 1<<20)
	for {
		n := runtime.Stack(buf, true)
		if n < len(buf) {
			buf = buf[:n]
			break
		}
		buf = make([]byte, 2*len(buf))
	}
	out := make(map[string]int)
	for i, g := range strings.Split(string(buf), "\n\n") {
		m := header.FindStringSubmatch(g)
		if i == 0 || m == nil {
			continue // this goroutine
		}
		switch state, _, _ := strings.Cut(m[1], " ("); state {
		case "chan receive", "chan send", "select", "sync.Mutex.Lock", "sync.RWMutex.Lock", "sync.RWMutex.RLock", "sync.Cond.Wait", "sync.WaitGroup.Wait", "semacquire":
			if at := where.FindStringSubmatch(g); at != nil {
				out[at[1]+" "+at[2]]++
			}
		default:
			return nil, false
		}
	}
	return out, true
}

func main() {
	for range rounds {
		for k, f := range programs {
			for bits := range 4 {
				n := rand.IntN(4)
				go func() {
					defer guard(k)
					f(bits&1 != 0, bits&2 != 0, n)
				}()
			}
		}
	}
	for quiet, last := 0, int64(-1); quiet < 3; {
		time.Sleep(20 * time.Millisecond)
		_, ok := stuck()
		if now := moves.Load(); ok && now == last {
			quiet++
		} else {
			quiet, last = 0, now
		}
	}
	at, _ := stuck()
	for line, n := range at {
		fmt.Println(line, n)
	}
	panics.Range(func(k, _ any) bool {
		fmt.Println(k, "panics")
		return true
	})
}
