// Package testgoroutine defines an Analyzer that finds goroutines which use a
// test as only the test itself may.
//
// # Analyzer testgoroutine
//
// testgoroutine: find goroutines that end a test or log after its end
//
// A test, benchmark or fuzz test runs in a goroutine of its own. Fatal, Skip and
// their like end the goroutine that calls them, which is the test only if the
// test itself calls them. Log and Error may be called by any goroutine, but only
// as long as the test runs.
//
// The analyzer follows goroutines through the calls that they make within the
// package, and tests through the parameters, captured variables and objects that
// carry them.
//
// # Rule testgoroutine-fatal
//
// A goroutine that a test has started calls Fatal, FailNow, Skip or the like, or
// an assertion that does. That marks the test as failed, but ends just the
// goroutine: the test goes on, and often waits forever for what the goroutine
// would have done next. A subtest that calls Fatal of the test around it is no
// better: it ends itself, and the other test goes on.
//
// Goroutines in which a subtest runs are not reported, nor is a T that was made
// by hand to see what becomes of it, nor a check of an error that a function of
// the package always returns as nil.
//
// To fix it, call Error and return, or hand the error to the test.
//
// WRONG:
//
//	func TestGet(t *testing.T) {
//		done := make(chan bool)
//		go func() {
//			if _, err := http.Get("http://localhost"); err != nil {
//				t.Fatal(err) // the test waits forever
//			}
//			done <- true
//		}()
//		<-done
//	}
//
// WRONG:
//
//	func get(t *testing.T) {
//		if _, err := http.Get("http://localhost"); err != nil {
//			t.Fatal(err)
//		}
//	}
//
//	func TestGet(t *testing.T) {
//		var wg sync.WaitGroup
//		for range 10 {
//			wg.Add(1)
//			go func() {
//				defer wg.Done()
//				get(t)
//			}()
//		}
//		wg.Wait()
//	}
//
// RIGHT:
//
//	func TestGet(t *testing.T) {
//		errs := make(chan error)
//		go func() {
//			_, err := http.Get("http://localhost")
//			errs <- err
//		}()
//		if err := <-errs; err != nil {
//			t.Fatal(err)
//		}
//	}
//
// RIGHT:
//
//	func TestGet(t *testing.T) {
//		var wg sync.WaitGroup
//		wg.Add(1)
//		go func() {
//			defer wg.Done()
//			t.Run("subtest", func(t *testing.T) {
//				if _, err := http.Get("http://localhost"); err != nil {
//					t.Fatal(err)
//				}
//			})
//		}()
//		wg.Wait()
//	}
//
// # Rule testgoroutine-log
//
// A test starts a goroutine that writes to the test's log, and nothing waits for
// the goroutine: it touches no channel, no WaitGroup and no context, and nothing
// else by which the test could learn that it is done. If the test is over before
// the goroutine has come to its log, the goroutine panics, and with it all tests
// of the package.
//
// The log may be far away: in an object that some other object logs to. It counts
// as the test's if all calls between are known.
//
// To fix it, wait for the goroutine before the test ends.
//
// WRONG:
//
//	func TestLog(t *testing.T) {
//		go func() {
//			t.Log("started")
//		}()
//	}
//
// WRONG:
//
//	type logger interface{ Logf(format string, args ...any) }
//
//	type server struct{ log logger }
//
//	func (s *server) start() {
//		go s.run()
//	}
//
//	func (s *server) run() {
//		s.log.Logf("running")
//	}
//
//	func TestServer(t *testing.T) {
//		s := &server{log: t}
//		s.start()
//	}
//
// RIGHT:
//
//	func TestLog(t *testing.T) {
//		var wg sync.WaitGroup
//		wg.Go(func() {
//			t.Log("started")
//		})
//		wg.Wait()
//	}
package testgoroutine
