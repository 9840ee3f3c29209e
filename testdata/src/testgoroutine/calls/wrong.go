package calls

import (
	"errors"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
)

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func checkTB(tb testing.TB, err error) {
	if err != nil {
		tb.Fatal(err)
	}
}

func deep(t *testing.T, n int) {
	if n > 0 {
		deep(t, n-1)
	}
	check(t, errors.New("no"))
}

// Through a helper, as most assertions are.
func TestHelper(t *testing.T) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		check(t, errors.New("no")) // want `T\.Fatal is called in a goroutine that the test started`
	}()
	wg.Wait()
}

func TestDeep(t *testing.T) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		deep(t, 3) // want `T\.Fatal is called`
	}()
	<-done
}

// Named functions: where they are started, for the function itself is fine.
func worker(t *testing.T, r io.Reader) {
	if _, err := io.ReadAll(r); err != nil {
		t.Fatal(err)
	}
}

func TestNamed(t *testing.T) {
	r := strings.NewReader("a")
	go worker(t, r) // want `T\.Fatal is called`
	worker(t, r)
}

func TestInterface(t *testing.T) {
	go checkTB(t, os.Chdir("a")) // want `TB\.Fatal is called`
}

func TestVariable(t *testing.T) {
	work := func() {
		check(t, errors.New("no"))
	}
	go work() // want `T\.Fatal is called`
	work()
}

// A literal that another one captures.
func TestCaptured(t *testing.T) {
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	done := make(chan struct{})
	go func() {
		must(os.Chdir("a")) // want `T\.Fatal is called`
		close(done)
	}()
	<-done
}

// Tests in objects.
type harness struct {
	t  *testing.T
	wg sync.WaitGroup
}

func (h *harness) run() {
	defer h.wg.Done()
	if h.step() != nil {
		h.t.Fatal("step")
	}
}

func (h *harness) step() error { return os.Chdir("a") }

func TestHarness(t *testing.T) {
	h := &harness{t: t}
	h.wg.Add(1)
	go h.run() // want `T\.Fatal is called`
	h.wg.Wait()
}

type embedding struct{ *testing.T }

func (e embedding) must(err error) {
	if err != nil {
		e.Fatal(err)
	}
}

func TestEmbedding(t *testing.T) {
	e := embedding{t}
	done := make(chan struct{})
	go func() {
		e.must(os.Chdir("a")) // want `T\.Fatal is called`
		close(done)
	}()
	<-done
}

// Functions with type parameters.
func generic[P any](t *testing.T, p P) {
	if any(p) == nil {
		t.FailNow()
	}
}

func TestGeneric(t *testing.T) {
	go generic(t, 1) // want `T\.FailNow is called`
}

// A method value.
func TestMethodValue(t *testing.T) {
	var wg sync.WaitGroup
	h := &harness{t: t}
	h.wg.Add(1)
	wg.Go(h.run) // want `T\.Fatal is called`
	wg.Wait()
}

// Once, but in the goroutine.
func TestOnce(t *testing.T) {
	var once sync.Once
	done := make(chan struct{})
	go func() {
		once.Do(func() { check(t, errors.New("no")) }) // want `T\.Fatal is called`
		close(done)
	}()
	<-done
}

var slow = func(t testing.TB) {
	if testing.Short() {
		t.SkipNow()
	}
}

// It is skipped at times only.
func TestSlow(t *testing.T) {
	slow(t)
	go func() { t.Fatal("at times") }() // want `T.Fatal is called in a goroutine that the test started`
}
