package paths

import (
	"context"
	"log"
	"net/http"
	"os"
	"sync"
	"time"
)

func deferred(urls []string) {
	var wg sync.WaitGroup
	for _, url := range urls {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if _, err := http.Get(url); err != nil {
				return
			}
			time.Sleep(time.Second)
		}()
	}
	wg.Wait()
}

func all(f func() error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		err := f()
		if err != nil {
			wg.Done()
			return
		}
		wg.Done()
	}()
	wg.Wait()
}

// The same condition twice.
func correlated(f func() error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		err := f()
		if err == nil {
			wg.Done()
		}
		time.Sleep(time.Second)
		if err != nil {
			wg.Done()
		}
	}()
	wg.Wait()
}

// A flag says whether it was called.
func flag(in <-chan int) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		called := false
		for i := range in {
			if i == 0 {
				called = true
			}
		}
		ready := false
		if called {
			wg.Done()
			ready = true
		}
		if !ready {
			wg.Done()
		}
	}()
	wg.Wait()
}

// One Done for each message.
func messages(in chan int) {
	var wg sync.WaitGroup
	for i := range 10 {
		wg.Add(1)
		in <- i
	}
	go func() {
		for range in {
			wg.Done()
		}
	}()
	wg.Wait()
}

// The first of two.
func either(a, b chan int) {
	var wg sync.WaitGroup
	wg.Add(1)
	var once sync.Once
	go func() {
		if <-a > 0 {
			once.Do(wg.Done)
		}
	}()
	go func() {
		if <-b > 0 {
			once.Do(wg.Done)
		}
	}()
	wg.Wait()
}

// The receiver of the message does it.
func handsOn(f func() error) {
	var wg sync.WaitGroup
	out := make(chan int)
	wg.Add(1)
	go func() {
		if f() != nil {
			wg.Done()
			return
		}
		out <- 1
	}()
	go func() {
		for range out {
			wg.Done()
		}
	}()
	wg.Wait()
}

// So does another goroutine, or a callback.
func spawns(f func() error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if f() != nil {
			wg.Done()
			return
		}
		go func() {
			defer wg.Done()
			time.Sleep(time.Second)
		}()
	}()
	wg.Wait()
}

func callback(f func() error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if f() != nil {
			wg.Done()
			return
		}
		time.AfterFunc(time.Second, wg.Done)
	}()
	wg.Wait()
}

// Ends that are none.
func exits(f func() error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if err := f(); err != nil {
			log.Fatal(err)
		}
		if f() != nil {
			os.Exit(1)
		}
		if f() != nil {
			panic("no")
		}
		wg.Done()
	}()
	wg.Wait()
}

// Counted only if there is something to count.
func conditional(ctx context.Context, wait bool) {
	var wg sync.WaitGroup
	if wait {
		wg.Add(1)
	}
	go func() {
		<-ctx.Done()
		if wait {
			wg.Done()
		}
	}()
	wg.Wait()
}

// A helper that calls Done.
func finish(wg *sync.WaitGroup, err error) {
	if err != nil {
		log.Print(err)
	}
	wg.Done()
}

func helper(f func() error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if err := f(); err != nil {
			finish(&wg, err)
			return
		}
		finish(&wg, nil)
	}()
	wg.Wait()
}

// An end in a function of the package.
func die(err error) {
	log.Print(err)
	os.Exit(1)
}

func dies(f func() error) {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		if err := f(); err != nil {
			die(err)
			return
		}
		wg.Done()
	}()
	wg.Wait()
}

// The starter learns by a message that it need not wait.
func told(listen func() error) error {
	var wg sync.WaitGroup
	errs := make(chan error, 1)
	ready := make(chan struct{})
	wg.Add(1)
	go func() {
		if err := listen(); err != nil {
			errs <- err
			return
		}
		wg.Done()
	}()
	go func() {
		wg.Wait()
		close(ready)
	}()
	select {
	case err := <-errs:
		return err
	case <-ready:
		return nil
	}
}

// Two are counted for each.
func countedTwice(tasks []func() error) {
	var wg sync.WaitGroup
	for _, t := range tasks {
		wg.Add(2)
		go func() {
			defer wg.Done()
			_ = t()
			wg.Done()
		}()
	}
	wg.Wait()
}

// A failed task counts one more, which the retry takes back.
func countedAgain(tasks []func() error) {
	var wg sync.WaitGroup
	for _, t := range tasks {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if err := t(); err != nil {
				wg.Add(1)
				_ = t()
				wg.Done()
			}
		}()
	}
	wg.Wait()
}

// One or the other.
func eitherWay(tasks []func() error) {
	var wg sync.WaitGroup
	for _, t := range tasks {
		wg.Add(1)
		go func() {
			if err := t(); err != nil {
				wg.Done()
				return
			}
			wg.Done()
		}()
	}
	wg.Wait()
}

// Counted by the caller's loop, and worked off by one.
func drained(n int, jobs chan func()) {
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
	}
	go func() {
		for job := range jobs {
			job()
			wg.Done()
		}
	}()
	wg.Wait()
}
