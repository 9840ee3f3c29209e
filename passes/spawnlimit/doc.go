// Package spawnlimit defines an Analyzer that finds goroutines of which there may
// be any number.
//
// # Analyzer spawnlimit
//
// spawnlimit: find goroutines of which there may be any number
//
// A goroutine is cheap, but not free: it has a stack, and holds what it works on.
// A program that starts one for whatever comes along leaves it to others how much
// memory it needs, how many connections it opens at the same time, and when it is
// out of them. What never ends piles up even if little comes along.
//
// All but the first rule are a matter of policy, and off by default: a server may
// well have a goroutine for each connection, if something else limits those.
//
// # Rule spawnlimit-forever
//
// A goroutine that never ends is started for each connection that a listener
// accepts, for each message of a channel, or for each request. Nothing ends one of
// them, and the next one is started: the program runs out of memory if it runs
// long enough.
//
// A goroutine never ends if it has no return that it could ever come to: what it
// waits for on the way is never sent, closed or cancelled by anybody. It is not
// reported if it is started under a condition that may limit how many there are.
//
// To fix it, make the goroutine return when its connection is closed or the context
// of its request is done.
//
// WRONG:
//
//	func serve(l net.Listener) error {
//		for {
//			conn, err := l.Accept()
//			if err != nil {
//				return err
//			}
//			go keepAlive(conn)
//		}
//	}
//
//	func keepAlive(conn net.Conn) {
//		for range time.Tick(time.Minute) {
//			conn.Write([]byte("ping")) // fails for ever, once the connection is closed
//		}
//	}
//
// RIGHT:
//
//	func serve(l net.Listener) error {
//		for {
//			conn, err := l.Accept()
//			if err != nil {
//				return err
//			}
//			go keepAlive(conn)
//		}
//	}
//
//	func keepAlive(conn net.Conn) {
//		for range time.Tick(time.Minute) {
//			if _, err := conn.Write([]byte("ping")); err != nil {
//				return
//			}
//		}
//	}
//
// # Rule spawnlimit-accept
//
// Each connection that a listener accepts gets a goroutine, and nothing limits how
// many there are. That is how Go's own servers are written; the rule is for those
// who have decided otherwise.
//
// WRONG:
//
//	func serve(l net.Listener, handle func(net.Conn)) error {
//		for {
//			conn, err := l.Accept()
//			if err != nil {
//				return err
//			}
//			go handle(conn)
//		}
//	}
//
// RIGHT:
//
//	func serve(l net.Listener, handle func(net.Conn)) error {
//		sem := make(chan struct{}, 100)
//		for {
//			sem <- struct{}{}
//			conn, err := l.Accept()
//			if err != nil {
//				return err
//			}
//			go func() {
//				defer func() { <-sem }()
//				handle(conn)
//			}()
//		}
//	}
//
// # Rule spawnlimit-queue
//
// Each message that comes from a channel gets a goroutine, and nothing limits how
// many there are: the channel holds nobody up any more who sends more than can be
// done.
//
// To fix it, start a fixed number of workers that receive from the channel, or use
// a semaphore.
//
// WRONG:
//
//	func consume(jobs <-chan func()) {
//		for job := range jobs {
//			go job()
//		}
//	}
//
// RIGHT:
//
//	func consume(jobs <-chan func()) {
//		var wg sync.WaitGroup
//		for range 8 {
//			wg.Go(func() {
//				for job := range jobs {
//					job()
//				}
//			})
//		}
//		wg.Wait()
//	}
//
// # Rule spawnlimit-each
//
// Each element of a slice or map that a function was given, or that another
// function returned, gets a goroutine, however many there are.
//
// To fix it, use the SetLimit method of an errgroup, a semaphore, or a fixed number
// of workers.
//
// WRONG:
//
//	func fetchAll(urls []string, fetch func(string)) {
//		var wg sync.WaitGroup
//		for _, url := range urls {
//			wg.Go(func() { fetch(url) })
//		}
//		wg.Wait()
//	}
//
// RIGHT:
//
//	func fetchAll(urls []string, fetch func(string)) {
//		var wg sync.WaitGroup
//		sem := make(chan struct{}, 8)
//		for _, url := range urls {
//			sem <- struct{}{}
//			wg.Go(func() {
//				defer func() { <-sem }()
//				fetch(url)
//			})
//		}
//		wg.Wait()
//	}
//
// # Rule spawnlimit-recursion
//
// A function starts goroutines in a loop that run the function again, so that their
// number grows with the size of a tree.
//
// To fix it, use a semaphore, and do the work in the same goroutine when there is no
// room for another.
//
// WRONG:
//
//	type node struct{ children []*node }
//
//	func visit(n *node, wg *sync.WaitGroup) {
//		for _, child := range n.children {
//			wg.Go(func() { visit(child, wg) })
//		}
//	}
//
// RIGHT:
//
//	type node struct{ children []*node }
//
//	func visit(n *node, wg *sync.WaitGroup, room chan struct{}) {
//		for _, child := range n.children {
//			select {
//			case room <- struct{}{}:
//				wg.Go(func() {
//					defer func() { <-room }()
//					visit(child, wg, room)
//				})
//			default:
//				visit(child, wg, room)
//			}
//		}
//	}
package spawnlimit
