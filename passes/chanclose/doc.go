// Package chanclose defines an Analyzer that finds channels which are closed too
// early or too often.
//
// # Analyzer chanclose
//
// chanclose: find sends on closed channels, and channels closed twice
//
// A channel is closed once, and when nobody sends on it any more; all else
// panics. The analyzer tries the orders in which the goroutines of a function
// can take turns, as chanblock does, and reports an order that ends in a panic,
// with the steps that lead there. A channel that code out of sight can reach is
// not followed.
//
// # Rule chanclose-send
//
// A goroutine sends on a channel that another one may have closed by then.
//
// To fix it, let the sender close the channel, or wait for all senders to end
// before closing it.
//
// WRONG:
//
//	func collect(jobs []func() int) (sum int) {
//		results := make(chan int, len(jobs))
//		for _, job := range jobs {
//			go func() {
//				results <- job() // after the close
//			}()
//		}
//		close(results)
//		for n := range results {
//			sum += n
//		}
//		return sum
//	}
//
// RIGHT:
//
//	func collect(jobs []func() int) (sum int) {
//		results := make(chan int, len(jobs))
//		var wg sync.WaitGroup
//		for _, job := range jobs {
//			wg.Add(1)
//			go func() {
//				defer wg.Done()
//				results <- job()
//			}()
//		}
//		wg.Wait()
//		close(results)
//		for n := range results {
//			sum += n
//		}
//		return sum
//	}
//
// # Rule chanclose-double
//
// A channel is closed on two paths, or by two goroutines, that can both happen.
//
// To fix it, close it in one place, or under a sync.Once.
//
// WRONG:
//
//	func run(work func() error) error {
//		done := make(chan bool)
//		defer close(done)
//		if err := work(); err != nil {
//			close(done) // and once more on return
//			return err
//		}
//		return nil
//	}
//
// RIGHT:
//
//	func run(work func() error) error {
//		done := make(chan bool)
//		defer close(done)
//		return work()
//	}
//
// # Rule chanclose-nil
//
// A channel that was never made is closed.
//
// To fix it, make the channel, or do not close it if it is nil.
//
// WRONG:
//
//	func finish(started bool) {
//		var done chan bool
//		if started {
//			done = make(chan bool)
//		}
//		close(done) // nil if it was not started
//	}
//
// RIGHT:
//
//	func finish(started bool) {
//		var done chan bool
//		if started {
//			done = make(chan bool)
//		}
//		if done != nil {
//			close(done)
//		}
//	}
package chanclose
