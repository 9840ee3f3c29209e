package b

import "unlockpath/cross/a"

func earlyRight(f *a.File, ok bool) {
	f.Lock()
	defer f.Unlock()
	if !ok {
		return
	}
	f.Without(func() {})
}

func conditionRight(f *a.File) error {
	if err := f.Enter(); err != nil {
		return err
	}
	defer f.Unlock()
	return nil
}

func conditionHandedOn(f *a.File) error { return f.Enter() }

func useHandedOn(f *a.File) {
	if conditionHandedOn(f) == nil {
		f.Unlock()
	}
}

func tryRight(f *a.File) bool {
	ok := f.TryEnter()
	if ok {
		f.Unlock()
	}
	return ok
}

func find(files map[string]*a.File) bool {
	f := a.Find(files, "x")
	if f == nil {
		return false
	}
	f.Unlock()
	return true
}

func create() {
	f := a.New()
	defer f.Unlock()
}

// The file is locked for the caller.
func createLocked() *a.File { return a.New() }

func useCreateLocked() {
	f := createLocked()
	f.Unlock()
}

func mustRight(f *a.File, g func() error) {
	f.Lock()
	err := g()
	a.Must(err)
	if err != nil {
		return
	}
	f.Unlock()
}

func die(f *a.File, ok bool) {
	f.Lock()
	if !ok {
		a.Die("not ok")
		return
	}
	f.Unlock()
}

func releasedRight(f *a.File, release bool) {
	f.Lock()
	f.ReleaseIf(false)
	f.Unlock()
	f.Lock()
	f.ReleaseIf(true)
	f.Lock()
	f.ReleaseIf(release)
	if !release {
		f.Unlock()
	}
}

func genericRight(b *a.Box[int]) int {
	defer b.Unlock()
	return *b.Lock()
}

func getterRight(f *a.File) {
	mu := f.Mutex()
	mu.Lock()
	defer f.Unlock()
}

func holdRight(f *a.File, ok bool) {
	release := f.Hold()
	if !ok {
		release()
		return
	}
	defer release()
}

func tryHoldRight(f *a.File) error {
	release, err := f.TryHold()
	if err != nil {
		return err
	}
	release()
	return nil
}

func holdOn(f *a.File) func() { return f.Hold() }

func useHoldOn(f *a.File) {
	defer holdOn(f)()
}
