package queue

import (
	"sync"
	"time"
)

// The workers are limited, not the messages.
func pool(messages <-chan message, handle func(message)) {
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for m := range messages {
				handle(m)
			}
		}()
	}
	wg.Wait()
}

// A batch at a time.
func batches(messages <-chan []message, handle func(message)) {
	for batch := range messages {
		var wg sync.WaitGroup
		for i := range 4 {
			wg.Go(func() { handle(batch[i]) })
		}
		wg.Wait()
	}
}

// Ticks are no messages, nor are signals without a value.
func ticks(wake chan struct{}, work func()) {
	for {
		select {
		case <-time.Tick(time.Second):
			go work()
		case <-wake:
			go work()
		}
	}
}

// The goroutine waits until there is room for it.
func room(messages <-chan message, handle func(message)) {
	sem := make(chan bool, 8)
	for m := range messages {
		go func() {
			sem <- true
			defer func() { <-sem }()
			handle(m)
		}()
	}
}

// A second try if the first takes long: the messages are results.
func race(try func() int) int {
	results := make(chan int)
	go func() { results <- try() }()
	slow := time.NewTimer(time.Second)
	for {
		select {
		case <-slow.C:
			go func() { results <- try() }()
		case n := <-results:
			if n > 0 {
				return n
			}
		}
	}
}
