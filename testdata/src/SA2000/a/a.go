package a

import "sync"

// This package imports sync, so vet's waitgroup looks at it.
type Pool struct{ WG sync.WaitGroup }

func (p *Pool) run(f func()) {
	go func() {
		p.WG.Add(1)
		defer p.WG.Done()
		f()
	}()
}
