package send

import (
	"sync"
	"sync/atomic"
)

type task struct {
	name string
	wg   sync.WaitGroup
}

type stats struct{ n atomic.Int64 }

func feed(ch chan task, tasks []task, t *task) {
	ch <- *t       // want `send copies lock value to channel ch: copylock/send.task contains sync.WaitGroup`
	ch <- tasks[0] // want `send copies lock value`
	select {
	case ch <- (*t): // want `send copies lock value`
	default:
	}
	for i := range tasks {
		ch <- tasks[i] // want `send copies lock value`
	}
}

func report(out chan<- stats, s *stats) {
	out <- *s // want `send copies lock value to channel out: copylock/send.stats contains sync/atomic.Int64`
}

func locks(ch chan sync.Mutex) {
	var mu sync.Mutex
	mu.Lock()
	ch <- mu // want `send copies lock value to channel ch: sync.Mutex`
}

func receive(ch chan task) string {
	t := <-ch // want `assignment copies lock value to t`
	return t.name
}
