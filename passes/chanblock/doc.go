// Package chanblock defines an Analyzer that finds goroutines which block on a
// channel for ever.
//
// # Analyzer chanblock
//
// chanblock: find goroutines that block on a channel for ever
//
// A goroutine that waits on a channel for somebody who is gone never ends. What
// it holds is never freed, and who waits for it waits for ever, too.
//
// The analyzer executes functions that start goroutines or make channels, on
// values that are known only in part, and tries the orders in which the
// goroutines can take turns. A report comes with the schedule that leads to
// it: which goroutine does what, one step after the other, and where each of
// them is stuck in the end.
//
// What the analyzer does not know can always help: a channel that other code can
// reach, a timer, a context that somebody else may cancel, a call of code that
// is not at hand. It reports only what nothing can wake any more, and nothing at
// all where the code is too big to be explored to its end. Test files are left
// out.
//
// Where all uses of a channel are in one function, and it is safe, a fix comes
// with the report: a buffer of the right size, a deferred close, or a select with
// a context that the function ends.
//
// # Rule chanblock-send
//
// A goroutine sends on a channel from which nobody will receive: the receiver
// has returned early, has given up after a timeout, or takes only the first of
// several results. A channel in a field that only this package uses is followed
// through all of the package: whoever sends on it waits for ever if the
// goroutine that receives can have ended by itself. So does whoever acquires a
// share of a semaphore (golang.org/x/sync/semaphore) that is never given back.
//
// To fix it, give the channel room for all that is sent, or let the sender wait
// for something else, too, such as the context's end.
//
// WRONG:
//
//	func fetch(get func() string) (string, error) {
//		ch := make(chan string)
//		go func() {
//			ch <- get() // blocks for ever after a timeout
//		}()
//		select {
//		case s := <-ch:
//			return s, nil
//		case <-time.After(time.Second):
//			return "", errors.New("timeout")
//		}
//	}
//
// RIGHT:
//
//	func fetch(get func() string) (string, error) {
//		ch := make(chan string, 1)
//		go func() {
//			ch <- get()
//		}()
//		select {
//		case s := <-ch:
//			return s, nil
//		case <-time.After(time.Second):
//			return "", errors.New("timeout")
//		}
//	}
//
// WRONG:
//
//	type Worker struct{ jobs, quit chan struct{} }
//
//	func New() *Worker {
//		w := &Worker{jobs: make(chan struct{}), quit: make(chan struct{})}
//		go w.run()
//		return w
//	}
//
//	func (w *Worker) run() {
//		for {
//			select {
//			case <-w.jobs:
//				println("job")
//			case <-w.quit:
//				return
//			}
//		}
//	}
//
//	func (w *Worker) Do() { w.jobs <- struct{}{} } // blocks for ever after Close
//
//	func (w *Worker) Close() { close(w.quit) }
//
// RIGHT:
//
//	type Worker struct{ jobs, quit chan struct{} }
//
//	func New() *Worker {
//		w := &Worker{jobs: make(chan struct{}), quit: make(chan struct{})}
//		go w.run()
//		return w
//	}
//
//	func (w *Worker) run() {
//		for {
//			select {
//			case <-w.jobs:
//				println("job")
//			case <-w.quit:
//				return
//			}
//		}
//	}
//
//	func (w *Worker) Do() {
//		select {
//		case w.jobs <- struct{}{}:
//		case <-w.quit:
//		}
//	}
//
//	func (w *Worker) Close() { close(w.quit) }
//
// # Rule chanblock-recv
//
// A goroutine receives from a channel on which nobody will send, and which
// nobody will close: the sender has returned without a word.
//
// To fix it, send or close on every path of the sender; a deferred close does.
//
// WRONG:
//
//	func run(job func() error) {
//		done := make(chan bool)
//		go func() {
//			if job() != nil {
//				return // without telling
//			}
//			done <- true
//		}()
//		<-done
//	}
//
// RIGHT:
//
//	func run(job func() error) {
//		done := make(chan bool)
//		go func() {
//			defer close(done)
//			if job() != nil {
//				return
//			}
//		}()
//		<-done
//	}
//
// # Rule chanblock-range
//
// A goroutine ranges over a channel that nobody closes, so that it is still
// waiting when all senders are gone.
//
// To fix it, close the channel when the last value has been sent.
//
// WRONG:
//
//	func sum(ns []int) {
//		ch := make(chan int)
//		go func() {
//			total := 0
//			for n := range ch {
//				total += n
//			}
//		}()
//		for _, n := range ns {
//			ch <- n
//		}
//	}
//
// RIGHT:
//
//	func sum(ns []int) {
//		ch := make(chan int)
//		go func() {
//			total := 0
//			for n := range ch {
//				total += n
//			}
//		}()
//		for _, n := range ns {
//			ch <- n
//		}
//		close(ch)
//	}
//
// # Rule chanblock-select
//
// A goroutine waits in a select, and none of its cases can happen any more.
//
// To fix it, add the case that ends the wait, such as a context's end, or close
// one of the channels when there is nothing more to come.
//
// WRONG:
//
//	func merge(get func() (int, bool)) int {
//		values, errs := make(chan int), make(chan error)
//		go func() {
//			if n, ok := get(); ok {
//				values <- n
//			}
//		}()
//		select {
//		case n := <-values:
//			return n
//		case <-errs: // nobody sends errors
//			return 0
//		}
//	}
//
// RIGHT:
//
//	func merge(get func() (int, bool)) int {
//		values, errs := make(chan int, 1), make(chan error, 1)
//		go func() {
//			if n, ok := get(); ok {
//				values <- n
//			} else {
//				errs <- errors.New("no value")
//			}
//		}()
//		select {
//		case n := <-values:
//			return n
//		case <-errs:
//			return 0
//		}
//	}
//
// # Rule chanblock-nil
//
// A send or receive on a channel that was never made, and so is nil, blocks for
// ever.
//
// To fix it, make the channel.
//
// WRONG:
//
//	func wait(work func()) {
//		var done chan bool
//		go func() {
//			work()
//			done <- true
//		}()
//		<-done
//	}
//
// RIGHT:
//
//	func wait(work func()) {
//		done := make(chan bool)
//		go func() {
//			work()
//			done <- true
//		}()
//		<-done
//	}
//
// # Rule chanblock-self
//
// A goroutine sends on a channel without room, or receives from one, and nobody
// else has the channel: both ends are in the same goroutine.
//
// To fix it, give the channel a buffer, or move one end to another goroutine.
//
// WRONG:
//
//	func first(n int) int {
//		ch := make(chan int)
//		ch <- n
//		return <-ch
//	}
//
// RIGHT:
//
//	func first(n int) int {
//		ch := make(chan int, 1)
//		ch <- n
//		return <-ch
//	}
package chanblock
