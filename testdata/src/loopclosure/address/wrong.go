package address

import "golang.org/x/sync/errgroup"

type worker struct {
	n     int
	state state
	buf   [8]byte
}

type state struct{ open bool }

func (w *worker) run()       { w.n++ }
func (s *state) reset()      { s.open = false }
func (w *worker) err() error { return nil }

func use(p *int)      {}
func read(buf []byte) {}

func methods(ws []worker) {
	for _, w := range ws {
		go w.run()         // want `loop variable w captured by a goroutine`
		go w.state.reset() // want `loop variable w captured`
		go use(&w.n)       // want `loop variable w captured`
		go read(w.buf[:2]) // want `loop variable w captured`
		go (&w).run()      // want `loop variable w captured`
	}
}

func group(ws []worker) error {
	var g errgroup.Group
	for _, w := range ws {
		g.Go(w.err) // want `loop variable w captured by a function that Group.Go runs in a goroutine`
	}
	return g.Wait()
}

func counter(n int) {
	for i := 0; i < n; i++ {
		go use(&i) // want `loop variable i captured`
	}
}
