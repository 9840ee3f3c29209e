package forever

import (
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

type client struct {
	conn net.Conn
	out  chan []byte
}

// The writer waits for messages even when the connection is gone.
func (c *client) write() {
	for {
		select {
		case msg := <-c.out:
			if _, err := c.conn.Write(msg); err != nil {
				fmt.Println(err)
			}
		case <-time.After(time.Minute):
			c.conn.Write([]byte("ping"))
		}
	}
}

func serve(l net.Listener) error {
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		c := &client{conn: conn, out: make(chan []byte)}
		go c.write() // want `the goroutine that runs \(\*client\).write never ends, and each connection starts another one`
	}
}

type job struct{ id int }

func consume(jobs chan job, stop chan struct{}) {
	for {
		select {
		case j := <-jobs:
			go func() { // want `the goroutine that runs this literal never ends, and each message starts another one`
				for range time.Tick(time.Second) {
					fmt.Println("still at it", j.id)
				}
			}()
		case <-stop:
			return
		}
	}
}

var mu sync.Mutex

func handle(w http.ResponseWriter, r *http.Request) {
	if r.Method != "POST" {
		http.Error(w, "no", http.StatusMethodNotAllowed)
		return
	}
	go func() { // want `the goroutine that runs this literal never ends, and each request starts another one`
		for {
			mu.Lock()
			fmt.Println("refresh")
			mu.Unlock()
			time.Sleep(time.Minute)
		}
	}()
	fmt.Fprintln(w, "ok")
}
