package unnamed

import "waitgroup/unnamed/pool"

func runRight(p *pool.Pool, f func()) {
	p.WG.Add(1)
	go func() {
		defer p.WG.Done()
		f()
	}()
	p.WG.Wait()
}

func allRight(p *pool.Pool, fs []func()) {
	p.WG.Add(len(fs))
	for _, f := range fs {
		go func() {
			f()
			p.WG.Done()
		}()
	}
	p.WG.Wait()
}
