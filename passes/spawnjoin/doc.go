// Package spawnjoin defines an Analyzer that finds goroutines which nobody waits
// for or stops.
//
// # Analyzer spawnjoin
//
// spawnjoin: find goroutines that outlive the one they work for
//
// Who starts a goroutine has to know when it ends. If the one who started it has an
// end himself, because he can be closed, has a request to answer, or is the main
// function, then the goroutine has to end before that, or to be told.
//
// The analyzer knows which goroutines never end: those that have no return which
// they could ever come to, since what they wait for on the way is never sent,
// closed or cancelled by anybody.
//
// # Rule spawnjoin-close
//
// An object has a method that ends it: Close, Stop, Shutdown or the like. One of
// its other methods, or the function that makes it, starts a goroutine that never
// ends. So the method does not end it either: with each object that is closed a
// goroutine stays behind, and with it all that it can get at. To stop a ticker does
// not end a loop over its channel.
//
// To fix it, give the goroutine a channel that the method closes, or a context that
// it cancels.
//
// WRONG:
//
//	type cache struct{ ticker *time.Ticker }
//
//	func newCache() *cache {
//		c := &cache{ticker: time.NewTicker(time.Minute)}
//		go c.janitor()
//		return c
//	}
//
//	func (c *cache) janitor() {
//		for range c.ticker.C {
//			c.sweep()
//		}
//	}
//
//	func (c *cache) sweep() {}
//
//	func (c *cache) Close() { c.ticker.Stop() }
//
// WRONG:
//
//	type worker struct {
//		jobs chan func()
//		quit chan struct{} // that nobody closes
//	}
//
//	func newWorker() *worker {
//		return &worker{jobs: make(chan func()), quit: make(chan struct{})}
//	}
//
//	func (w *worker) start() {
//		go func() {
//			for {
//				select {
//				case job := <-w.jobs:
//					job()
//				case <-w.quit:
//					return
//				}
//			}
//		}()
//	}
//
//	func (w *worker) stop() {}
//
// RIGHT:
//
//	type cache struct{ done chan struct{} }
//
//	func newCache() *cache {
//		c := &cache{done: make(chan struct{})}
//		go c.janitor()
//		return c
//	}
//
//	func (c *cache) janitor() {
//		t := time.NewTicker(time.Minute)
//		defer t.Stop()
//		for {
//			select {
//			case <-t.C:
//				c.sweep()
//			case <-c.done:
//				return
//			}
//		}
//	}
//
//	func (c *cache) sweep() {}
//
//	func (c *cache) Close() { close(c.done) }
//
// # Rule spawnjoin-main
//
// The main function starts a goroutine and does nothing afterwards that takes time
// or waits for anybody. When it returns, the program ends, and the goroutine with
// it: it may not even have begun. To send work to goroutines is not to wait until
// it is done.
//
// To fix it, wait for a WaitGroup or for a message.
//
// WRONG:
//
//	func main() {
//		lines := make(chan string)
//		go func() {
//			for line := range lines {
//				fmt.Println(line)
//			}
//		}()
//		for _, arg := range os.Args {
//			lines <- arg
//		}
//		close(lines) // the last line may still be on its way
//	}
//
// RIGHT:
//
//	func main() {
//		lines := make(chan string)
//		done := make(chan struct{})
//		go func() {
//			defer close(done)
//			for line := range lines {
//				fmt.Println(line)
//			}
//		}()
//		for _, arg := range os.Args {
//			lines <- arg
//		}
//		close(lines)
//		<-done
//	}
//
// # Rule spawnjoin-handler
//
// A handler of HTTP requests starts a goroutine that uses what belongs to the
// request, and does not wait for it. When the handler has returned, nobody may use
// the ResponseWriter any more, the request's body is closed, and its context is
// cancelled: what the goroutine was to do is aborted at some time or other.
//
// Functions that only look for values in the context are not reported, nor are
// goroutines that tell somebody when they are done.
//
// To fix it, wait for the goroutine, or give it what it needs and a context that
// context.WithoutCancel returns.
//
// WRONG:
//
//	func handle(save func(context.Context, []byte) error) http.HandlerFunc {
//		return func(w http.ResponseWriter, r *http.Request) {
//			data, err := io.ReadAll(r.Body)
//			if err != nil {
//				http.Error(w, err.Error(), http.StatusBadRequest)
//				return
//			}
//			go save(r.Context(), data)
//			w.WriteHeader(http.StatusAccepted)
//		}
//	}
//
// RIGHT:
//
//	func handle(save func(context.Context, []byte) error) http.HandlerFunc {
//		return func(w http.ResponseWriter, r *http.Request) {
//			data, err := io.ReadAll(r.Body)
//			if err != nil {
//				http.Error(w, err.Error(), http.StatusBadRequest)
//				return
//			}
//			go save(context.WithoutCancel(r.Context()), data)
//			w.WriteHeader(http.StatusAccepted)
//		}
//	}
//
// # Rule spawnjoin-outlive
//
// An object has a method that ends it, and one of its other methods, or the function
// that makes it, starts a goroutine that works for it. The goroutine tells nobody
// when it is done, and looks at nothing that might tell it to end, so that it may
// still use the object when that has been closed. Whether that does any harm is for
// you to say.
//
// To fix it, count the goroutine in a WaitGroup of the object, and wait for that.
//
// WRONG:
//
//	type log struct {
//		mu sync.Mutex
//		f  *os.File
//	}
//
//	func (l *log) rotate(old *os.File) {
//		go func() {
//			l.mu.Lock()
//			defer l.mu.Unlock()
//			old.Sync()
//			old.Close()
//		}()
//	}
//
//	func (l *log) Close() error { return l.f.Close() }
//
// RIGHT:
//
//	type log struct {
//		mu sync.Mutex
//		wg sync.WaitGroup
//		f  *os.File
//	}
//
//	func (l *log) rotate(old *os.File) {
//		l.wg.Go(func() {
//			l.mu.Lock()
//			defer l.mu.Unlock()
//			old.Sync()
//			old.Close()
//		})
//	}
//
//	func (l *log) Close() error {
//		l.wg.Wait()
//		return l.f.Close()
//	}
//
// # Rule spawnjoin-some
//
// A function starts goroutines that send on a channel of its own when they are done,
// and receives fewer messages than there are goroutines. The others may still be at
// work when the function has returned. That is what one wants who takes the first
// answer of many, but not if the goroutines use what the function's caller then
// closes.
//
// To fix it, receive from the channel once for each goroutine.
//
// WRONG:
//
//	func proxy(a, b io.ReadWriter) error {
//		errc := make(chan error, 2)
//		go func() {
//			_, err := io.Copy(a, b)
//			errc <- err
//		}()
//		go func() {
//			_, err := io.Copy(b, a)
//			errc <- err
//		}()
//		return <-errc
//	}
//
// RIGHT:
//
//	func proxy(a, b io.ReadWriter) error {
//		errc := make(chan error, 2)
//		go func() {
//			_, err := io.Copy(a, b)
//			errc <- err
//		}()
//		go func() {
//			_, err := io.Copy(b, a)
//			errc <- err
//		}()
//		return errors.Join(<-errc, <-errc)
//	}
//
// # Rule spawnjoin-test
//
// A test starts a goroutine that never ends. It goes on while the other tests run,
// takes time from them, and may use what they use.
//
// WRONG:
//
//	func TestPoll(t *testing.T) {
//		go func() {
//			for range time.Tick(time.Millisecond) {
//				fmt.Println("poll")
//			}
//		}()
//		time.Sleep(time.Second)
//	}
//
// RIGHT:
//
//	func TestPoll(t *testing.T) {
//		go func() {
//			tick := time.Tick(time.Millisecond)
//			for {
//				select {
//				case <-tick:
//					fmt.Println("poll")
//				case <-t.Context().Done():
//					return
//				}
//			}
//		}()
//		time.Sleep(time.Second)
//	}
package spawnjoin
