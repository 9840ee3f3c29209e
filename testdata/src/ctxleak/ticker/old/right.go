package old

import (
	"sync"
	"time"
)

var mu sync.Mutex

func work() bool {
	mu.Lock()
	defer mu.Unlock()
	return true
}

func stopped(done chan int) {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			work()
		case <-done:
			return
		}
	}
}

func stoppedByLiteral(done chan int) {
	t := time.NewTicker(time.Second)
	defer func() { t.Stop() }()
	<-t.C
}

func forever() {
	t := time.NewTicker(time.Second)
	for range t.C {
		work()
	}
}

func foreverTick() {
	for range time.Tick(time.Second) {
		work()
	}
}

type poller struct{ t *time.Ticker }

func stored() *poller { return &poller{time.NewTicker(time.Second)} }

func passed(f func(*time.Ticker)) { f(time.NewTicker(time.Second)) }

func channel() <-chan time.Time { return time.NewTicker(time.Second).C }

func tickChannel() <-chan time.Time { return time.Tick(time.Second) }

func afterWaits() {
	for {
		<-time.After(time.Second)
		work()
	}
}

func afterOnce(done chan int) {
	select {
	case <-done:
	case <-time.After(time.Second):
	}
}

// The other case ends the loop.
func afterLeaves(done chan int) {
	for {
		select {
		case <-done:
			return
		case <-time.After(time.Second):
			work()
		}
	}
}

// The channel goes around in a loop.
func interval(every chan time.Duration, quit chan int) {
	var t *time.Ticker
	var c <-chan time.Time
	for {
		select {
		case d, ok := <-every:
			if t != nil {
				t.Stop()
				t, c = nil, nil
			}
			if !ok {
				return
			}
			if d > 0 {
				t = time.NewTicker(d)
				c = t.C
			}
		case <-c:
			for range quit {
				work()
			}
		}
	}
}
