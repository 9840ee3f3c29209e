package basics

import "errors"

func early(jobs []func() int) (sum int) {
	results := make(chan int, len(jobs))
	for _, job := range jobs {
		go func() {
			results <- job() // want `this sends on results, which can be closed by then`
		}()
	}
	close(results)
	for n := range results {
		sum += n
	}
	return sum
}

func twice(work func() error) error {
	done := make(chan bool)
	defer close(done) // want `done can be closed already`
	if err := work(); err != nil {
		close(done)
		return err
	}
	return nil
}

type server struct {
	quit chan bool
	msgs chan string
}

func (s *server) stop() {
	close(s.quit) // want `s\.quit can be closed already`
}

func (s *server) serve(next func() error) {
	for next() == nil {
	}
	s.stop()
}

func twoStops(next func() error) {
	s := &server{quit: make(chan bool)}
	go s.serve(next)
	go s.serve(next)
	<-s.quit
}

func neverMade(started bool) {
	var done chan bool
	if started {
		done = make(chan bool)
	}
	close(done) // want `done is nil here`
}

// The receiver closes, and the sender does not know.
func receiverCloses(stop func() bool) {
	msgs := make(chan string, 1)
	go func() {
		msgs <- "first"
		msgs <- "second" // want `this sends on msgs, which can be closed by then`
	}()
	<-msgs
	if stop() {
		close(msgs)
		return
	}
	<-msgs
}

var errFull = errors.New("full")

// Each worker that fails closes it.
func failing(jobs []func() error) {
	quit := make(chan struct{})
	for _, job := range jobs {
		go func() {
			if err := job(); err != nil {
				close(quit) // want `quit can be closed already, and closing it again panics`
			}
		}()
	}
	<-quit
}
