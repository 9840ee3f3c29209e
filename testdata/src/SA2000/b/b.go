package b

import "SA2000/a"

func run(p *a.Pool, f func()) {
	go func() {
		p.WG.Add(1) // want `should call p.WG.Add\(1\) before starting the goroutine to avoid a race \(SA2000\)`
		defer p.WG.Done()
		f()
	}()
	p.WG.Wait()
}
