package never

import "sync"

// Modelled on a handler that could be resumed but was not told.
type handler struct {
	cond   *sync.Cond
	paused bool
}

func newHandler() *handler {
	return &handler{cond: sync.NewCond(new(sync.Mutex))}
}

func (h *handler) Serve() {
	h.cond.L.Lock()
	for h.paused {
		h.cond.Wait() // want `h\.cond\.Wait can block for ever: nothing ever signals it \(condwait-signal\)`
	}
	h.cond.L.Unlock()
}

func (h *handler) Resume() {
	h.cond.L.Lock()
	h.paused = false
	h.cond.L.Unlock()
}
