// Package spawnjoin defines an Analyzer that finds goroutines which nobody waits
// for or stops.
//
// # Analyzer spawnjoin
//
// spawnjoin: find goroutines that outlive the one they work for
//
// # Rule spawnjoin-close
//
// WRONG:
//
//	type cache struct{}
//
//	func newCache() *cache {
//		c := &cache{}
//		go c.janitor()
//		return c
//	}
//
//	func (c *cache) janitor() {
//		for range time.Tick(time.Minute) {
//			c.sweep()
//		}
//	}
//
//	func (c *cache) sweep() {}
//
//	func (c *cache) Close() {}
//
// RIGHT:
//
//	func f() {}
package spawnjoin
