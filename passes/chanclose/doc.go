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
// not followed. Of channels in fields it compares what the methods of a type do
// to them, and what keeps these apart: locks, flags, waits and sync.Once.
//
// # Rule chanclose-send
//
// A goroutine sends on a channel that another one may have closed by then. Of a
// channel in a field this is reported where the one who closes or the one who
// sends runs whenever it likes, as a goroutine or a callback, and no lock, flag
// or wait keeps the two apart. A select with another case does not help the
// sender: it panics if the send is chosen.
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
// A channel is closed on two paths, or by two goroutines, that can both happen; or
// twice by one function, whoever made it; or by a method that looks at a flag and
// forgets to set it; or by a goroutine that can be started again while the channel is
// made only once; or by requests that each ask whether it is closed, without a lock.
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
//
// # Rule chanclose-owner
//
// A channel is closed by code that does not know whether others still send on
// it, or close it: by a method that others may call at any time, or by the
// receiver. The rule is off by default, since callers may have promised not to
// send any more, and the receiver may know that nothing comes.
//
// To fix it, let the sender close the channel; or leave it open, and close
// another one that tells the senders to stop.
//
// WRONG:
//
//	type listener struct{ conns chan int }
//
//	func (l *listener) Close() { close(l.conns) }
//
//	func (l *listener) Handle(conn int) {
//		select {
//		case l.conns <- conn:
//		default:
//		}
//	}
//
// RIGHT:
//
//	type listener struct {
//		conns chan int
//		done  chan bool
//		once  sync.Once
//	}
//
//	func (l *listener) Close() { l.once.Do(func() { close(l.done) }) }
//
//	func (l *listener) Handle(conn int) {
//		select {
//		case l.conns <- conn:
//		case <-l.done:
//		}
//	}
package chanclose
