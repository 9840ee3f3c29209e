// Package b uses the locks of package a.
package b

import "unlockpath/cross/a"

func early(f *a.File, ok bool) {
	f.Lock()
	if !ok {
		return // want `^f\.mu is still held on return \(unlockpath-missing\)$`
	}
	f.Unlock()
}

func twice(f *a.File) {
	f.Lock()
	f.Unlock()
	f.Unlock() // want `f\.mu is unlocked, but was unlocked before on the same path`
}

func condition(f *a.File, ok bool) error {
	if err := f.Enter(); err != nil {
		return err
	}
	if !ok {
		return nil // want `f\.mu is still held on return`
	}
	f.Unlock()
	return nil
}

func try(f *a.File, ok bool) {
	if !f.TryEnter() {
		return
	}
	if ok {
		return // want `f\.mu is still held on return`
	}
	f.Unlock()
}

func getter(f *a.File, ok bool) {
	f.Mutex().Lock()
	if ok {
		return // want `f\.mu is still held on return`
	}
	f.Unlock()
}

func exported(f *a.File, ok bool) {
	f.Sync.Lock()
	if ok {
		return // want `f\.Sync is still held on return`
	}
	f.Sync.Unlock()
}

func released(f *a.File) {
	f.Lock()
	f.ReleaseIf(true)
	f.Unlock() // want `f\.mu is unlocked, but was unlocked before`
}

func generic(b *a.Box[string], ok bool) string {
	s := b.Lock()
	if ok {
		return *s // want `b\.mu is still held on return`
	}
	b.Unlock()
	return ""
}

func must(f *a.File, err error, ok bool) {
	f.Lock()
	a.Must(err)
	if ok {
		return // want `f\.mu is still held on return`
	}
	f.Unlock()
}

func hold(f *a.File, ok bool) {
	release := f.Hold()
	if !ok {
		return // want `f\.mu is still held on return`
	}
	release()
}

func tryHold(f *a.File, ok bool) error {
	release, err := f.TryHold()
	if err != nil {
		return err
	}
	if !ok {
		return nil // want `f\.mu is still held on return`
	}
	release()
	return nil
}

func holdTwice(f *a.File, ok bool) {
	release := holdOn(f)
	if !ok {
		return // want `f\.mu is still held on return`
	}
	release()
}

func holdForgotten(f *a.File) {
	defer f.Hold()
} // want `f\.mu is still held on return`
