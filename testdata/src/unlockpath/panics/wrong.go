// Package panics calls what others provide with a lock held, in functions that
// expect panics.
package panics

import (
	"fmt"
	"sync"
)

type pool struct {
	mu    sync.Mutex
	done  int
	hook  func(int)
	hooks map[string]func() error
}

// The task may panic, which is why the function recovers; then the lock stays.
func (p *pool) run(task func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("task: %v", r)
		}
	}()
	p.mu.Lock()
	err = task() // want `p\.mu is still held after the panic that the function recovers from`
	p.done++
	p.mu.Unlock()
	return err
}

func (p *pool) notify() {
	defer func() { _ = recover() }()
	p.mu.Lock()
	p.hook(p.done) // want `p\.mu is still held after the panic`
	p.mu.Unlock()
}

func (p *pool) all() {
	for name, hook := range p.hooks {
		func() {
			defer func() {
				if r := recover(); r != nil {
					fmt.Println(name, r)
				}
			}()
			p.mu.Lock()
			_ = hook() // want `p\.mu is still held after the panic`
			p.mu.Unlock()
		}()
	}
}
