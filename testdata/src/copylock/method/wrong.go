package method

import "sync"

type counter struct {
	mu sync.Mutex
	n  int
}

func (c counter) show() {} // want `show passes lock by value`

func bind(c *counter, cs []counter) (f func()) {
	go c.show()        // want `go statement with c.show copies lock value of its receiver: copylock/method.counter contains sync.Mutex`
	defer cs[0].show() // want `defer statement with cs\[0\].show copies lock value`
	f = c.show         // want `method value c.show copies lock value`
	run(c.show)        // want `method value c.show copies lock value`
	return (c.show)    // want `method value c.show copies lock value`
}

func run(f func()) {}

type outer struct{ counter }

func promoted(o *outer) {
	go o.show() // want `go statement with o.show copies lock value`
}

type box[T any] struct{ v T }

func (b box[T]) get() int { return 1 }
func (b *box[T]) ptr() *T { return &b.v }

func boxes(b *box[sync.Mutex], c box[int]) int {
	go b.get()               // want `go statement with b.get copies lock value`
	return b.get() + c.get() // want `call of b.get copies lock value of its receiver: copylock/method.box\[sync.Mutex\] contains sync.Mutex`
}
