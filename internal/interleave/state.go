package interleave

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/syncop"
)

// state is what is true of all goroutines between two of their operations.
// States share what they do not change: whoever writes to an object, goroutine
// or frame gets a copy of its own first.
type state struct {
	heap    []*object
	gs      []*goroutine
	globals map[*ssa.Global]int
	behind  map[symbol]int // the objects that unknown pointers point to

	// What the path has decided about unknown values.
	symbols int
	known   map[symbol]value
	nonNil  map[symbol]bool
	means   map[symbol]equation
	asked   map[string]symbol // the results of operations on them

	own *claim // of what only this state refers to

	dead bool // the program has ended
	cut  bool // a budget ended the path: anything may follow

	// assumed says that the path has gone on where it only may go on: that is
	// no evidence of what happens then.
	assumed bool

	// hollow says that a loop of which the scope does not know how often it
	// goes round has ended without what it is there to do, or that its data said
	// that it need not start goroutines. Then those that wait for it prove
	// nothing.
	hollow bool

	// declined says that one of several goroutines of a kind has not given what
	// another one of them may give instead.
	declined bool

	// spared counts, up to several, the goroutines that have not been started
	// since there was nothing for them to do, as long as none has.
	spared int
}

// several goroutines of which each may have something to do will not all have
// nothing to do.
const several = 2

// object is a variable, channel, map or context that the scope knows.
type object struct {
	owner *claim
	site  ssa.Value // what made it, if the scope did
	cells map[string]value
	prims map[string]*prim // the sync objects in it

	// lazy says that it comes from outside: what it contains is unknown.
	lazy bool

	// global says that it is a package-level variable.
	global bool

	// shared says that code outside the scope can reach it.
	shared bool

	ch   *channel
	kids []int // contexts derived from it, if it is one
}

// channel is the state of a channel.
type channel struct {
	size   value // of the buffer, an integer
	buf    []value
	closed bool

	// outside says that code outside the scope, or the runtime, may do
	// anything to it at any time.
	outside bool

	// vague says that it is so only because the buffer is not followed, being of
	// unknown size or too big: there may be more in it when it is closed.
	vague bool
}

// prim is the state of a mutex, WaitGroup, Cond or Once.
type prim struct {
	writer  int // goroutine + 1; of a Once, the one that does it
	readers []int
	pending int // writers that wait for readers to leave
	count   int // of a WaitGroup
	limit   int // of the count, or 0
	unknown bool
	waiters []int // goroutines in Cond.Wait
	done    bool  // of a Once
}

// goroutine is a stack of frames and the operation that it has come to.
type goroutine struct {
	owner  *claim
	frames []*frame
	op     *op
	site   ssa.Instruction // the go statement, or nil for the first
	by     int             // who started it
	ended  bool
	group  *addr // the WaitGroup or Group that counts it

	// chosen says that a comparison of data has decided what it does: where
	// there are several of its kind, that may be which of them does it.
	chosen bool
}

// frame is the activation of a function.
type frame struct {
	owner  *claim
	fn     *ssa.Function
	block  *ssa.BasicBlock
	index  int
	env    map[ssa.Value]value
	defers []deferred
	call   ssa.Instruction          // of the caller, whose value the result is
	once   *addr                    // the Once that the function is called by
	stays  map[*ssa.BasicBlock]stay // the loops that it is in, by the blocks that end them
}

// stay is what is known of a loop that goes on for as long as an unknown condition
// says, or in which others may be given what they wait for.
type stay struct {
	n      int  // how often an unknown condition has kept it going
	gave   bool // whether it has done anything that others may wait for
	unsure bool // whether an unknown condition has decided anything in it
}

// deferred is a deferred call with its operands.
type deferred struct {
	instr *ssa.Defer
	fn    value
	args  []value
}

// opKind is the kind of an operation that other goroutines can see.
type opKind uint8

const (
	opChan   opKind = iota // send, receive or select
	opClose                // close of a channel
	opCancel               // of a context
	opLock                 // of a mutex
	opUnlock               //
	opAdd                  // to the counter of a WaitGroup
	opWait                 // for a WaitGroup
	opSleep                // in Cond.Wait
	opSignal               // Cond.Signal or Broadcast
	opOnce                 // Once.Do
)

// op is the operation that a goroutine has come to.
type op struct {
	kind  opKind
	instr ssa.Instruction
	cases []chanCase // of opChan
	deflt bool       // select has a default
	at    addr       // of the other kinds
	mode  syncop.Mode
	n     int   // of opAdd
	all   bool  // of opSignal: Broadcast
	known bool  // at is known
	try   bool  // of opLock: TryLock
	told  bool  // of opLock: readers know that a writer waits; of opSleep: it sleeps
	l     *addr // of opSleep: the lock
	once  value // of opOnce: the function
	start value // of opAdd: the function that WaitGroup.Go starts, if it does

	// semaphore says that opChan is an operation on a semaphore; then
	// results are those of the call if a case goes on, and none is what it
	// returns if no case can.
	semaphore bool
	results   []value
	none      value
}

// chanCase is a send or receive that is ready to go.
type chanCase struct {
	send bool
	ch   value
	val  value
}

// claim tells who may write to something.
type claim struct{ _ byte }

// clone returns a copy of s. From now on neither owns what it has.
func (s *state) clone() *state {
	t := *s
	s.own, t.own = new(claim), new(claim)
	t.heap = slices.Clone(s.heap)
	t.gs = slices.Clone(s.gs)
	t.globals = maps.Clone(s.globals)
	t.behind = maps.Clone(s.behind)
	t.known = maps.Clone(s.known)
	t.nonNil = maps.Clone(s.nonNil)
	t.means = maps.Clone(s.means)
	t.asked = maps.Clone(s.asked)
	return &t
}

// object returns object i to read.
func (s *state) object(i int) *object { return s.heap[i] }

// write returns object i to write to.
func (s *state) write(i int) *object {
	o := s.heap[i]
	if o.owner == s.own {
		return o
	}
	c := *o
	c.owner = s.own
	c.cells = maps.Clone(o.cells)
	c.prims = make(map[string]*prim, len(o.prims))
	for path, p := range o.prims {
		q := *p
		q.readers, q.waiters = slices.Clone(p.readers), slices.Clone(p.waiters)
		c.prims[path] = &q
	}
	if o.ch != nil {
		ch := *o.ch
		ch.buf = slices.Clone(ch.buf)
		c.ch = &ch
	}
	c.kids = slices.Clone(o.kids)
	s.heap[i] = &c
	return &c
}

// newObject adds an object and returns its number.
func (s *state) newObject(o object) int {
	o.owner = s.own
	if o.cells == nil {
		o.cells = make(map[string]value)
	}
	if o.prims == nil {
		o.prims = make(map[string]*prim)
	}
	s.heap = append(s.heap, &o)
	return len(s.heap) - 1
}

// prim returns the sync object at a to write to.
func (s *state) prim(a addr) *prim {
	o := s.write(a.obj)
	p := o.prims[a.path]
	if p == nil {
		p = &prim{unknown: o.lazy || o.shared}
		o.prims[a.path] = p
	}
	return p
}

// peek returns the sync object at a to read.
func (s *state) peek(a addr) prim {
	o := s.heap[a.obj]
	if p := o.prims[a.path]; p != nil {
		return *p
	}
	return prim{unknown: o.lazy || o.shared}
}

// goroutine returns goroutine i to write to.
func (s *state) goroutine(i int) *goroutine {
	g := s.gs[i]
	if g.owner == s.own {
		return g
	}
	c := *g
	c.owner = s.own
	c.frames = slices.Clone(g.frames)
	s.gs[i] = &c
	return &c
}

// top returns the innermost frame of goroutine i to write to.
func (s *state) top(i int) *frame { return s.frame(i, len(s.gs[i].frames)-1) }

// frame returns frame n of goroutine i to write to.
func (s *state) frame(i, n int) *frame {
	g := s.goroutine(i)
	f := g.frames[n]
	if f.owner == s.own {
		return f
	}
	c := *f
	c.owner = s.own
	c.env = maps.Clone(f.env)
	c.defers = slices.Clone(f.defers)
	c.stays = maps.Clone(f.stays)
	g.frames[n] = &c
	return &c
}

// fresh returns a new unknown value.
func (s *state) fresh() symbol {
	s.symbols++
	return symbol(s.symbols)
}

// ask returns the unknown result of an operation; the same operation has the
// same result.
func (s *state) ask(key string) symbol {
	if x, ok := s.asked[key]; ok {
		return x
	}
	x := s.fresh()
	s.asked[key] = x
	return x
}

// resolve returns what the path knows v to be.
func (s *state) resolve(v value) value {
	for {
		x, ok := v.(symbol)
		if !ok {
			return v
		}
		k, ok := s.known[x]
		if !ok {
			return v
		}
		v = k
	}
}

// below reports whether path leads to the variable at prefix or into it.
func below(path, prefix string) bool {
	return path == prefix || strings.HasPrefix(path, prefix) && (path[len(prefix)] == '.' || path[len(prefix)] == '[')
}
