package queue

import (
	"context"
	"sync"
)

type message struct{ body []byte }

func consume(messages <-chan message, handle func(message)) {
	for m := range messages {
		go handle(m) // want `each message from messages gets a goroutine, and nothing limits how many there are`
	}
}

type consumer struct {
	in chan message
	wg sync.WaitGroup
}

func (c *consumer) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case m := <-c.in:
			c.wg.Go(func() { c.handle(m) }) // want `each message from c.in gets a goroutine`
		}
	}
}

func (c *consumer) handle(message) {}
