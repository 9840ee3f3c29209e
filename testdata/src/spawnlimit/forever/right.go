package forever

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"
)

func (c *client) writeUntil(done chan struct{}) {
	for {
		select {
		case msg := <-c.out:
			c.conn.Write(msg)
		case <-done:
			return
		}
	}
}

func serveUntil(l net.Listener, room chan bool) error {
	for {
		room <- true
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		c := &client{conn: conn, out: make(chan []byte)}
		done := make(chan struct{})
		go c.writeUntil(done)
		go func() {
			defer close(done)
			buf := make([]byte, 100)
			for {
				if _, err := conn.Read(buf); err != nil {
					return
				}
			}
		}()
	}
}

// A fixed number of workers may go on for ever.
func workers(jobs chan func()) {
	for range 8 {
		go func() {
			for job := range jobs {
				job()
			}
		}()
	}
}

// One for each key, of which there are few.
func perKey(jobs chan job) {
	queues := make(map[int]chan job)
	for j := range jobs {
		q, ok := queues[j.id]
		if !ok {
			q = make(chan job, 1)
			queues[j.id] = q
			go func() {
				for {
					fmt.Println(<-q)
				}
			}()
		}
		q <- j
	}
}

// Only the first message starts one.
func once(start chan job) {
	j := <-start
	go func() {
		for {
			time.Sleep(time.Second)
			fmt.Println(j.id)
		}
	}()
}

var started bool

func lazily(w http.ResponseWriter, r *http.Request) {
	if !started {
		started = true
		go func() {
			for {
				time.Sleep(time.Second)
			}
		}()
	}
}

func request(w http.ResponseWriter, r *http.Request) {
	go func(ctx context.Context) {
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Second):
			}
		}
	}(r.Context())
}
