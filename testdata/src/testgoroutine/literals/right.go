package literals

import (
	"log"
	"net/http"
	"os"
	"sync"
	"testing"
)

func TestErrorIsFine(t *testing.T) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		if _, err := http.Get("http://localhost"); err != nil {
			t.Error(err)
			return
		}
		t.Logf("ok")
	}()
	wg.Wait()
}

func TestHandsError(t *testing.T) {
	errs := make(chan error, 1)
	go func() {
		_, err := http.Get("http://localhost")
		errs <- err
	}()
	if err := <-errs; err != nil {
		t.Fatal(err)
	}
}

// Literals that the test itself runs.
func TestCalls(t *testing.T) {
	check := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	check(os.Chdir("a"))
	defer func() {
		if testing.Short() {
			t.FailNow()
		}
	}()
	t.Cleanup(func() { t.FailNow() })
	func() { t.SkipNow() }()
}

// Only the value of the method, which nobody calls.
func TestValue(t *testing.T) {
	c := make(chan func())
	go func() { c <- t.FailNow }()
	(<-c)()
}

// The body of RunParallel is no goroutine of the benchmark's making.
func BenchmarkParallel(b *testing.B) {
	var mu sync.Mutex
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			mu.Lock()
			if b.N < 0 {
				b.Fatal("negative")
			}
			mu.Unlock()
		}
	})
}

// Another Fatal.
func TestLog(t *testing.T) {
	c := make(chan int)
	go func() {
		if <-c == 0 {
			log.Fatal("no")
		}
	}()
	c <- 1
}

type fatal int

func (fatal) Fatal(...any) {}
func (fatal) FailNow()     {}

func TestOther(t *testing.T) {
	c := make(chan int)
	var f fatal
	go func() {
		f.Fatal(<-c)
		f.FailNow()
	}()
	c <- 1
}
