// Package far does not import the package that keeps what it hands over.
package far

import (
	"sync"

	"lockorder/kept/between"
)

type probe struct {
	mu sync.Mutex
	n  int
}

func start() *probe {
	p := new(probe)
	between.Watch(p)
	return p
}

func (p *probe) Collect(f func(int)) {
	p.mu.Lock()
	defer p.mu.Unlock()
	f(p.n)
}

func (p *probe) Describe() string { return "" }

func (p *probe) print() {
	p.mu.Lock()
	defer p.mu.Unlock()
	println(between.Names()) // want `keeper\.Registry\.mu is locked while far\.probe\.mu is held, but elsewhere in the opposite order: \(\*Registry\)\.Collect → \(\*probe\)\.Collect locks far\.probe\.mu while holding keeper\.Registry\.mu`
}

// idle is handed over nowhere.
type idle struct{ mu sync.Mutex }

func (i *idle) Collect(f func(int)) {
	i.mu.Lock()
	defer i.mu.Unlock()
	f(0)
}

func (i *idle) Describe() string { return "" }

func (i *idle) print() {
	i.mu.Lock()
	defer i.mu.Unlock()
	println(between.Names())
}

// Start hands over what this package knows, so that importers have nothing to add.
func (p *Probe) Start() { between.Watch(&p.probe) }

type Probe struct{ probe }

func (p *probe) Watch() { between.Watch(p) }

func (p *probe) Print() { p.print() }
