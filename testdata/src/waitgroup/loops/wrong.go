// Package loops has calls of Wait in loops, as in moby#25384.
package loops

import "sync"

type plugin struct{}

func (p *plugin) restore() {}

type manager struct{ plugins []*plugin }

func (m *manager) init() {
	var group sync.WaitGroup
	group.Add(len(m.plugins))
	for _, p := range m.plugins {
		go func(p *plugin) {
			defer group.Done()
			p.restore()
		}(p)
		group.Wait() // want `group\.Wait is called in the loop that starts the goroutines, so it waits for those that are not started yet \(waitgroup-waitinloop\)`
	}
}

func constant(f func()) {
	var wg sync.WaitGroup
	wg.Add(4)
	for i := 0; i < 4; i++ {
		go func() {
			f()
			wg.Done()
		}()
		wg.Wait() // want `wg\.Wait is called in the loop`
	}
}
