package loops

import "sync"

func (m *manager) after() {
	var group sync.WaitGroup
	group.Add(len(m.plugins))
	for _, p := range m.plugins {
		go func() {
			defer group.Done()
			p.restore()
		}()
	}
	group.Wait()
}

// One at a time.
func (m *manager) oneByOne() {
	var group sync.WaitGroup
	for _, p := range m.plugins {
		group.Add(1)
		go func() {
			defer group.Done()
			p.restore()
		}()
		group.Wait()
	}
}

// In batches.
func (m *manager) batches(rounds int) {
	var group sync.WaitGroup
	for range rounds {
		group.Add(len(m.plugins))
		for _, p := range m.plugins {
			go func() {
				defer group.Done()
				p.restore()
			}()
		}
		group.Wait()
	}
}

// All at the last one.
func (m *manager) last() {
	var group sync.WaitGroup
	group.Add(len(m.plugins))
	for i, p := range m.plugins {
		go func() {
			defer group.Done()
			p.restore()
		}()
		if i == len(m.plugins)-1 {
			group.Wait()
		}
	}
}

// Left after the first.
func (m *manager) single() {
	var group sync.WaitGroup
	group.Add(1)
	for _, p := range m.plugins {
		go func() {
			defer group.Done()
			p.restore()
		}()
		group.Wait()
		break
	}
}

// The inner loop starts them all.
func (m *manager) inner() {
	var group sync.WaitGroup
	group.Add(len(m.plugins))
	for {
		for _, p := range m.plugins {
			go func() {
				defer group.Done()
				p.restore()
			}()
		}
		group.Wait()
		return
	}
}
