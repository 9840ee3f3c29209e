package method

import "sync"

type named struct {
	name string
	info
	mu *sync.Mutex
}

type info struct{ id int }

type locked struct {
	mu sync.Mutex
	info
}

func (i info) show()   {}
func (l *locked) add() {}
func (n named) hello() {}

// The promoted method copies the embedded part only.
func promotedRight(l *locked) func() {
	go l.show()
	defer l.add()
	f := l.add
	f()
	return l.info.show
}

func plain(n named, b *box[sync.Mutex]) {
	go n.hello()
	f := n.hello
	f()
	go b.ptr()
}

// The declaration is reported, not every call.
func calls(c *counter) { c.show() }

func fresh() {
	go counter{}.show()
	go makeCounter().show()
}

func makeCounter() counter { return counter{} }

type shower interface{ show() }

func iface(s shower) { go s.show() }
