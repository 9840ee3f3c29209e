// Package waitgroup defines an Analyzer that finds groups of goroutines which
// are counted wrongly.
//
// # Analyzer waitgroup
//
// waitgroup: find WaitGroups that count wrongly or wait forever
//
// A sync.WaitGroup is a counter and somebody who waits until it is zero. If it is
// zero too early, the waiter goes on while goroutines still run; if it never is,
// the waiter waits forever; if it gets below, the program panics.
//
// The analyzer knows what goroutines do to the group, directly and by the
// functions of the package that they call, what was counted before they were
// started, and who waits. Groups of golang.org/x/sync/errgroup are groups, too.
// What it can't follow, such as a group that is handed to other packages, is not
// reported.
//
// # Rule waitgroup-add
//
// Add is called by the goroutine that it counts, rather than by the one who starts
// it. If the one who waits comes first, the counter is still zero, and Wait
// returns before the goroutine has done its work, or even begun. The same goes for
// an Add after the go statement: then Done may come before it, and panics.
//
// A goroutine that was counted may add others before its own Done. Nor is it
// reported if the goroutine tells by a channel that it has called Add.
//
// To fix it, call Add before the go statement, or use the Go method.
//
// WRONG:
//
//	func each(jobs []func()) {
//		var wg sync.WaitGroup
//		for _, job := range jobs {
//			go func() {
//				wg.Add(1)
//				defer wg.Done()
//				job()
//			}()
//		}
//		wg.Wait()
//	}
//
// WRONG:
//
//	type server struct{ wg sync.WaitGroup }
//
//	func (s *server) start() {
//		go s.run()
//	}
//
//	func (s *server) run() {
//		s.wg.Add(1)
//		defer s.wg.Done()
//		time.Sleep(time.Second)
//	}
//
//	func (s *server) stop() { s.wg.Wait() }
//
// RIGHT:
//
//	func each(jobs []func()) {
//		var wg sync.WaitGroup
//		for _, job := range jobs {
//			wg.Add(1)
//			go func() {
//				defer wg.Done()
//				job()
//			}()
//		}
//		wg.Wait()
//	}
//
// RIGHT:
//
//	type node struct{ children []*node }
//
//	func walk(n *node, wg *sync.WaitGroup) {
//		defer wg.Done()
//		for _, child := range n.children {
//			wg.Add(1) // the counter is positive until the deferred Done
//			go walk(child, wg)
//		}
//	}
//
//	func walkAll(n *node) {
//		var wg sync.WaitGroup
//		wg.Add(1)
//		go walk(n, &wg)
//		wg.Wait()
//	}
//
// # Rule waitgroup-done
//
// A goroutine that was counted returns on some path without Done, which it calls
// on others; or a panic that it recovers from skips the Done. Or all calls of Add
// and Done for a group can be counted, and there are more of one than of the
// other. Wait never returns then or, if Done is called too often, it panics.
//
// To fix it, defer Done as the first thing that the goroutine does.
//
// WRONG:
//
//	func fetch(urls []string) {
//		var wg sync.WaitGroup
//		for _, url := range urls {
//			wg.Add(1)
//			go func() {
//				resp, err := http.Get(url)
//				if err != nil {
//					return // still counted
//				}
//				resp.Body.Close()
//				wg.Done()
//			}()
//		}
//		wg.Wait()
//	}
//
// WRONG:
//
//	func both(f, g func()) {
//		var wg sync.WaitGroup
//		wg.Add(1)
//		go func() {
//			defer wg.Done()
//			f()
//		}()
//		go func() {
//			defer wg.Done()
//			g()
//		}()
//		wg.Wait()
//	}
//
// RIGHT:
//
//	func fetch(urls []string) {
//		var wg sync.WaitGroup
//		for _, url := range urls {
//			wg.Add(1)
//			go func() {
//				defer wg.Done()
//				resp, err := http.Get(url)
//				if err != nil {
//					return
//				}
//				resp.Body.Close()
//			}()
//		}
//		wg.Wait()
//	}
//
// # Rule waitgroup-waitinloop
//
// A loop starts a goroutine in each iteration and waits in the same iteration,
// although all goroutines were counted before the loop. The first Wait waits for
// goroutines that later iterations are to start, which never come.
//
// To fix it, wait after the loop, or count each goroutine in its iteration.
//
// WRONG:
//
//	func each(jobs []func()) {
//		var wg sync.WaitGroup
//		wg.Add(len(jobs))
//		for _, job := range jobs {
//			go func() {
//				defer wg.Done()
//				job()
//			}()
//			wg.Wait()
//		}
//	}
//
// RIGHT:
//
//	func each(jobs []func()) {
//		var wg sync.WaitGroup
//		wg.Add(len(jobs))
//		for _, job := range jobs {
//			go func() {
//				defer wg.Done()
//				job()
//			}()
//		}
//		wg.Wait()
//	}
//
// # Rule waitgroup-self
//
// A goroutine waits for the group that counts it, before its own Done: it waits
// for itself. The call of Wait may be in a method that stops everything, and that
// one of the goroutines calls which are to be stopped.
//
// To fix it, wait in another goroutine, or in one that the group does not count.
//
// WRONG:
//
//	func all(jobs []func() error, result chan<- error) {
//		var group errgroup.Group
//		for _, job := range jobs {
//			group.Go(job)
//		}
//		group.Go(func() error {
//			result <- group.Wait()
//			return nil
//		})
//	}
//
// WRONG:
//
//	type server struct {
//		wg   sync.WaitGroup
//		quit chan struct{}
//	}
//
//	func (s *server) start(listen func() error) {
//		s.wg.Add(1)
//		go func() {
//			defer s.wg.Done()
//			if err := listen(); err != nil {
//				s.stop()
//			}
//		}()
//	}
//
//	func (s *server) stop() {
//		close(s.quit)
//		s.wg.Wait()
//	}
//
// RIGHT:
//
//	func all(jobs []func() int) int {
//		results := make(chan int)
//		var wg sync.WaitGroup
//		for _, job := range jobs {
//			wg.Add(1)
//			go func() {
//				defer wg.Done()
//				results <- job()
//			}()
//		}
//		go func() {
//			wg.Wait()
//			close(results)
//		}()
//		sum := 0
//		for r := range results {
//			sum += r
//		}
//		return sum
//	}
//
// # Rule waitgroup-nowait
//
// A local group counts goroutines, but there is no call of Wait for it, nor does
// the group get anywhere where one could be. The goroutines may still run when the
// function returns, and nobody learns of the errors that those of an errgroup
// return. It is not reported if the function waits in another way: it receives what
// each of the goroutines sends whenever it returns.
//
// To fix it, call Wait, or drop the group.
//
// WRONG:
//
//	func each(jobs []func()) {
//		var wg sync.WaitGroup
//		for _, job := range jobs {
//			wg.Add(1)
//			go func() {
//				defer wg.Done()
//				job()
//			}()
//		}
//	}
//
// WRONG:
//
//	func all(ctx context.Context, jobs <-chan func(context.Context) error) {
//		group, ctx := errgroup.WithContext(ctx)
//		for job := range jobs {
//			group.Go(func() error { return job(ctx) })
//		}
//	}
//
// RIGHT:
//
//	func start(jobs []func()) *sync.WaitGroup {
//		var wg sync.WaitGroup
//		for _, job := range jobs {
//			wg.Add(1)
//			go func() {
//				defer wg.Done()
//				job()
//			}()
//		}
//		return &wg
//	}
//
// # Rule waitgroup-late
//
// A function counts a goroutine and starts it while another function may wait for
// the group, and no lock that both take keeps them apart. If the counter is zero at
// that time, Wait may or may not wait for the new goroutine; the race detector
// reports it.
//
// The rule is off unless it is named: it can't know what keeps the callers of the
// two functions apart.
//
// To fix it, note under a lock that the group is being waited for, and start
// nothing from then on.
//
// WRONG:
//
//	type stopper struct {
//		quit chan struct{}
//		wg   sync.WaitGroup
//	}
//
//	func (s *stopper) run(f func()) {
//		s.wg.Add(1)
//		go func() {
//			defer s.wg.Done()
//			f()
//		}()
//	}
//
//	func (s *stopper) stop() {
//		close(s.quit)
//		s.wg.Wait()
//	}
//
//	func (s *stopper) listen(accept func() func()) {
//		go func() {
//			for f := accept(); f != nil; f = accept() {
//				s.run(f)
//			}
//		}()
//	}
//
// RIGHT:
//
//	type stopper struct {
//		mu      sync.Mutex
//		stopped bool
//		wg      sync.WaitGroup
//	}
//
//	func (s *stopper) run(f func()) bool {
//		s.mu.Lock()
//		defer s.mu.Unlock()
//		if s.stopped {
//			return false
//		}
//		s.wg.Add(1)
//		go func() {
//			defer s.wg.Done()
//			f()
//		}()
//		return true
//	}
//
//	func (s *stopper) stop() {
//		s.mu.Lock()
//		s.stopped = true
//		s.mu.Unlock()
//		s.wg.Wait()
//	}
//
//	func (s *stopper) listen(accept func() func()) {
//		go func() {
//			for f := accept(); f != nil && s.run(f); f = accept() {
//			}
//		}()
//	}
package waitgroup
