// Package unnamed uses WaitGroups without naming their type, so that it does
// not import sync.
package unnamed

import "waitgroup/unnamed/pool"

func run(p *pool.Pool, f func()) {
	go func() {
		p.WG.Add(1) // want `p\.WG\.Add is called by the goroutine that is to be waited for, so Wait may return before it \(waitgroup-add\)`
		defer p.WG.Done()
		f()
	}()
	p.WG.Wait()
}

func all(p *pool.Pool, fs []func()) {
	for _, f := range fs {
		go func() {
			p.WG.Add(1) // want `p\.WG\.Add is called by the goroutine that is to be waited for, so Wait may return before it \(waitgroup-add\)`
			f()
			p.WG.Done()
		}()
	}
	p.WG.Wait()
}
