// Package condwait defines an Analyzer that finds waits for a sync.Cond which
// never end.
//
// # Analyzer condwait
//
// condwait: find waits for a sync.Cond that nobody ends
//
// Who waits for a Cond sleeps until somebody signals it, and then looks whether
// what it waits for has come true. If that was signalled before, or is never
// signalled at all, it sleeps for ever.
//
// The analyzer tries the orders in which the goroutines of a function can take
// turns, as chanblock does, and reports a wait that nothing can end any more.
//
// # Rule condwait-signal
//
// A goroutine waits for a Cond that nobody will signal: what would have
// signalled it has failed, has forgotten to, or did so before the wait began.
//
// To fix it, signal on every path that changes what is waited for, an error
// included, and check it under the lock before waiting.
//
// WRONG:
//
//	func start(activate func() error) {
//		var mu sync.Mutex
//		ready := sync.NewCond(&mu)
//		done := false
//		go func() {
//			if activate() != nil {
//				return // nobody wakes the waiter
//			}
//			mu.Lock()
//			done = true
//			mu.Unlock()
//			ready.Broadcast()
//		}()
//		mu.Lock()
//		for !done {
//			ready.Wait()
//		}
//		mu.Unlock()
//	}
//
// RIGHT:
//
//	func start(activate func() error) {
//		var mu sync.Mutex
//		ready := sync.NewCond(&mu)
//		done := false
//		go func() {
//			activate()
//			mu.Lock()
//			done = true
//			mu.Unlock()
//			ready.Broadcast()
//		}()
//		mu.Lock()
//		for !done {
//			ready.Wait()
//		}
//		mu.Unlock()
//	}
package condwait
