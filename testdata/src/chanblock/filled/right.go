package filled

import (
	"bufio"
	"io"
)

// The writer takes all that comes, be it that it has failed.
type patient struct {
	lines chan string
	dst   io.Writer
}

func CopyAll(src io.Reader, dst io.Writer) {
	c := &patient{lines: make(chan string, 16), dst: dst}
	go c.write()
	go c.read(src)
}

func (c *patient) write() {
	var failed error
	for line := range c.lines {
		if failed == nil {
			_, failed = io.WriteString(c.dst, line)
		}
	}
}

func (c *patient) read(src io.Reader) {
	defer close(c.lines)
	s := bufio.NewScanner(src)
	for s.Scan() {
		c.lines <- s.Text()
	}
}

// The reader hears that the writer has left.
type told struct {
	lines chan string
	gone  chan struct{}
	dst   io.Writer
}

func CopyTold(src io.Reader, dst io.Writer) {
	c := &told{lines: make(chan string, 16), gone: make(chan struct{}), dst: dst}
	go c.write()
	go c.read(src)
}

func (c *told) write() {
	defer close(c.gone)
	for line := range c.lines {
		if _, err := io.WriteString(c.dst, line); err != nil {
			return
		}
	}
}

func (c *told) read(src io.Reader) {
	defer close(c.lines)
	s := bufio.NewScanner(src)
	for s.Scan() {
		select {
		case c.lines <- s.Text():
		case <-c.gone:
			return
		}
	}
}

// There is room for all that is ever sent: one word at the end, and some in the
// beginning.
type once struct {
	words chan string
	quit  chan struct{}
}

func NewOnce() *once {
	o := &once{words: make(chan string, 4), quit: make(chan struct{})}
	go o.listen()
	go o.talk()
	return o
}

func (o *once) listen() {
	select {
	case w := <-o.words:
		println(w)
	case <-o.quit:
	}
}

func (o *once) talk() {
	for range 3 {
		o.words <- "hello"
	}
	for {
		if o.done() {
			o.words <- "bye"
			return
		}
	}
}

func (o *once) done() bool {
	select {
	case <-o.quit:
		return true
	default:
		return false
	}
}

// What the parser sends last says that it is the last.
type item struct {
	text string
	err  error
}

func (i item) check() error { return i.err }

type parser struct {
	items chan item
	dst   io.Writer
}

func Parse(src io.Reader) {
	p := &parser{items: make(chan item)}
	go p.print()
	go p.parse(src)
}

func (p *parser) print() {
	for {
		i := <-p.items
		if i.err != nil {
			return
		}
		if err := i.check(); err != nil {
			return
		}
		println(i.text)
	}
}

func (p *parser) parse(src io.Reader) {
	s := bufio.NewScanner(src)
	for {
		if !s.Scan() {
			p.items <- item{err: io.EOF}
			return
		}
		p.items <- item{text: s.Text()}
	}
}

// Who gives up takes what is left.
type emptier struct {
	lines chan string
	dst   io.Writer
}

func CopyEmptied(src io.Reader, dst io.Writer) {
	c := &emptier{lines: make(chan string), dst: dst}
	go c.write()
	go c.read(src)
}

func (c *emptier) write() {
	defer func() {
		for range c.lines {
		}
	}()
	for line := range c.lines {
		if _, err := io.WriteString(c.dst, line); err != nil {
			return
		}
	}
}

func (c *emptier) read(src io.Reader) {
	defer close(c.lines)
	s := bufio.NewScanner(src)
	for s.Scan() {
		c.lines <- s.Text()
	}
}

// Only what was asked for is answered, and who does not wait for the answer any more
// asks for nothing more.
type server struct {
	asked   chan int
	answers chan int
	gone    chan struct{}
}

func NewServer() *server {
	s := &server{asked: make(chan int), answers: make(chan int, 1), gone: make(chan struct{})}
	go s.serve()
	go s.client()
	return s
}

func (s *server) serve() {
	for {
		select {
		case x := <-s.asked:
			s.answers <- x
		case <-s.gone:
			return
		}
	}
}

func (s *server) client() {
	defer close(s.gone)
	s.asked <- 1
	select {
	case x := <-s.answers:
		println(x)
	default:
	}
}
