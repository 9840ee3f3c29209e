// Package a has functions that leave locks held, or release them, for others.
package a

import (
	"errors"
	"sync"
)

var ErrClosed = errors.New("closed")

type File struct {
	Sync sync.Mutex
	mu   sync.Mutex
	open bool
}

func (f *File) Lock()   { f.mu.Lock() }
func (f *File) Unlock() { f.mu.Unlock() }

func (f *File) Enter() error {
	f.mu.Lock()
	if !f.open {
		f.mu.Unlock()
		return ErrClosed
	}
	return nil
}

func (f *File) TryEnter() bool {
	f.mu.Lock()
	if f.open {
		return true
	}
	f.mu.Unlock()
	return false
}

// Find returns a locked file, or nil.
func Find(files map[string]*File, name string) *File {
	f := files[name]
	if f == nil {
		return nil
	}
	f.Lock()
	return f
}

func New() *File {
	f := new(File)
	f.mu.Lock()
	return f
}

func Must(err error) {
	if err != nil {
		panic(err)
	}
}

func Die(msg string) { panic(msg) }

func (f *File) Mutex() *sync.Mutex { return &f.mu }

// ReleaseIf unlocks if it is told to.
func (f *File) ReleaseIf(release bool) {
	if release {
		f.mu.Unlock()
	}
}

// Without runs g without the lock.
func (f *File) Without(g func()) {
	f.mu.Unlock()
	defer f.mu.Lock()
	g()
}

// Box is generic.
type Box[T any] struct {
	mu sync.Mutex
	v  T
}

func (b *Box[T]) Lock() *T {
	b.mu.Lock()
	return &b.v
}

func (b *Box[T]) Unlock() { b.mu.Unlock() }

// Hold returns what releases the lock.
func (f *File) Hold() (release func()) {
	f.mu.Lock()
	return f.mu.Unlock
}

// TryHold does so too if the file is open.
func (f *File) TryHold() (release func(), err error) {
	f.mu.Lock()
	if !f.open {
		f.mu.Unlock()
		return nil, ErrClosed
	}
	return func() { f.mu.Unlock() }, nil
}
