package panics

import "fmt"

// The lock is released whatever happens.
func (p *pool) runRight(task func() error) (err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("task: %v", r)
		}
	}()
	err = task()
	p.done++
	return err
}

// Who recovers, releases.
func (p *pool) runRecovering(task func() error) (err error) {
	p.mu.Lock()
	defer func() {
		if r := recover(); r != nil {
			p.mu.Unlock()
			panic(r)
		}
	}()
	err = task()
	p.mu.Unlock()
	return err
}

// The task runs with the lock free.
func (p *pool) runFree(task func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("task: %v", r)
		}
	}()
	err = task()
	p.mu.Lock()
	p.done++
	p.mu.Unlock()
	return err
}

// Nobody here expects a panic: one ends the program.
func (p *pool) runPlain(task func() error) error {
	p.mu.Lock()
	err := task()
	p.mu.Unlock()
	return err
}

// What is called is known, and does not panic.
func (p *pool) count() {
	defer func() { _ = recover() }()
	add := func() { p.done++ }
	p.mu.Lock()
	add()
	p.mu.Unlock()
}
