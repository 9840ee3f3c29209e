// Package loopclosure defines an Analyzer that finds code that runs after an
// iteration of a loop and captures a variable of that loop.
//
// # Analyzer loopclosure
//
// loopclosure: find iteration variables captured by code that outlives the iteration
//
// In a file whose Go version is below 1.22 (the go directive of its module,
// or its own //go:build constraint) all iterations of a loop share one set of
// iteration variables. A function literal that runs later, in a goroutine, at
// the end of the function or in a parallel subtest, then sees the value of
// another iteration, and reads it while the loop writes it.
//
// Unlike the pass of the same name in go vet, this one does not stop at the
// last statement of the loop's body. It is silent where the iteration waits
// for what it started, where the loop is left right after, and where a call
// between might do one of these: it finds fewer bugs then, but reports none
// that are not there. Code that takes the variable's address, as a method
// with a pointer receiver does, counts as capturing it.
//
// Files of Go 1.22 and later are not looked at.
//
// # Rule loopclosure-go
//
// A goroutine captures an iteration variable and may run when the loop has
// gone on. Goroutines are started by go statements and by the functions that
// run their argument in a goroutine, such as (*sync.WaitGroup).Go,
// (*errgroup.Group).Go and time.AfterFunc.
//
// WRONG:
//
//	//go:build go1.21
//
//	func start(jobs []string, work func(string)) {
//		var wg sync.WaitGroup
//		for i, job := range jobs {
//			wg.Add(1)
//			go func() {
//				defer wg.Done()
//				work(job)
//			}()
//			fmt.Println("started", i)
//		}
//		wg.Wait()
//	}
//
// WRONG:
//
//	//go:build go1.21
//
//	type worker struct{ n int }
//
//	func (w *worker) run() { w.n++ }
//
//	func start(workers []worker) {
//		for _, w := range workers {
//			go w.run() // all of them get the address of the one w
//		}
//	}
//
// RIGHT:
//
//	//go:build go1.21
//
//	func start(jobs []string, work func(string)) {
//		var wg sync.WaitGroup
//		for i, job := range jobs {
//			job := job
//			wg.Add(1)
//			go func() {
//				defer wg.Done()
//				work(job)
//			}()
//			fmt.Println("started", i)
//		}
//		wg.Wait()
//	}
//
// RIGHT:
//
//	//go:build go1.21
//
//	func oneByOne(jobs []string, work func(string)) {
//		for _, job := range jobs {
//			done := make(chan bool)
//			go func() {
//				work(job)
//				close(done)
//			}()
//			select {
//			case <-done: // the goroutine is through with job
//			case <-time.After(time.Minute):
//				return
//			}
//		}
//	}
//
// # Rule loopclosure-defer
//
// A deferred call captures an iteration variable. It runs when the function
// returns, by then the variable has the value of the last iteration. Cleanup
// functions of package testing are deferred calls too.
//
// WRONG:
//
//	//go:build go1.21
//
//	func remove(names []string) {
//		for _, name := range names {
//			defer func() { os.Remove(name) }()
//		}
//	}
//
// RIGHT:
//
//	//go:build go1.21
//
//	func remove(names []string) {
//		for _, name := range names {
//			defer func(name string) { os.Remove(name) }(name)
//		}
//	}
//
// RIGHT:
//
//	//go:build go1.21
//
//	func removeFirst(names []string, match func(string) bool) {
//		for _, name := range names {
//			if match(name) {
//				defer func() { os.Remove(name) }()
//				break // name stays what it is
//			}
//		}
//	}
//
// # Rule loopclosure-parallel
//
// A subtest that calls t.Parallel captures an iteration variable. It is
// suspended at that call and goes on when the function that contains the loop
// has returned, so all subtests see the values of the last iteration.
//
// WRONG:
//
//	//go:build go1.21
//
//	func test(t *testing.T, check func(string) error) {
//		for _, name := range []string{"a", "b"} {
//			t.Run(name, func(t *testing.T) {
//				t.Parallel()
//				if err := check(name); err != nil {
//					t.Error(err)
//				}
//			})
//		}
//	}
//
// RIGHT:
//
//	//go:build go1.21
//
//	func test(t *testing.T, check func(string) error) {
//		for _, name := range []string{"a", "b"} {
//			t.Run(name, func(t *testing.T) {
//				name := name
//				t.Parallel()
//				if err := check(name); err != nil {
//					t.Error(err)
//				}
//			})
//		}
//	}
package loopclosure
