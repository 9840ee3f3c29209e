// Package interleave explores what goroutines can do to each other. It executes
// functions on abstract values, one goroutine at a time, from one
// synchronisation operation to the next, in every order that can make a
// difference, and finds the goroutines that can never go on.
//
// What the scope does not know can always help: a channel that code outside can
// reach, a call of unknown code, a timer. A goroutine is stuck only where
// nothing that can still happen makes it go on, so that every budget, too, ends
// in silence.
package interleave

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Budgets. Going over one never makes a report; it can only lose some.
const (
	maxNodes      = 400  // states of a scope
	maxSteps      = 4000 // instructions of a scope
	maxShallow    = 8000 // and if not all calls are followed
	maxForks      = 32   // states after one operation
	maxDepth      = 10   // frames of a goroutine
	maxRecursion  = 2    // further activations of one function
	maxGoroutines = 8
	maxElems      = 16 // of slices and channel buffers that are followed one by one
	maxInt        = 20 // counters beyond are unknown

	// A condition of which nothing is known keeps a loop going for minRounds
	// times, and, if that shows nothing and there are fewNodes, for some more:
	// a buffer may have to be filled first, or workers to die one by one.
	minRounds = 2
	maxRounds = 4
	fewNodes  = 100
)

// Result is what exploring a scope found.
type Result struct {
	Stuck    []Stuck
	Panics   []Panic
	Nodes    int  // states
	Steps    int  // instructions
	Complete bool // no budget of the scope was reached
	Cut      bool // some path was given up for a budget, that of the scope or another
}

// Stuck is a situation in which goroutines can never go on.
type Stuck struct {
	Blocked  []Blocked
	Schedule []Step
}

// Blocked is an operation that a goroutine can never complete.
type Blocked struct {
	Goroutine int // from 0, the scope's entry
	Spawned   ssa.Instruction
	Instr     ssa.Instruction
	Kind      Kind
	Made      []ssa.Value // what made the channels; nil for nil channels

	lock  addr  // what a Lock is of, if known
	frees []int // the goroutines that could go on if this one did

	// Semaphore says that it is no channel but a semaphore, of which Send
	// acquires a share.
	Semaphore bool

	// Alone says that no other goroutine has ever been started, so that
	// there is nobody to wait for.
	Alone bool

	// Holder is the stuck goroutine that holds the lock, or runs the Once,
	// that this one waits for, or -1.
	Holder int
}

// Kind is what a goroutine is blocked at.
type Kind uint8

// The kinds.
const (
	Send Kind = iota
	Recv
	Select
	Lock
	Once
	WaitGroup
	Cond
)

// Step is one operation of a schedule.
type Step struct {
	Goroutine int
	Instr     ssa.Instruction
	Case      int // of a select: the index of its state, or -1 for the default
}

// byDefault is the case of a select that goes on without any.
const byDefault = -1

// Panic is a send on a closed channel, or the close of one that is closed or nil.
type Panic struct {
	Goroutine int
	Instr     ssa.Instruction
	Nil       bool
	Schedule  []Step
}

// explorer explores one scope.
type explorer struct {
	*code
	prog    *ssa.Program
	main    bool // the program ends with the entry
	shallow bool // calls that have nothing to do with the scope are not followed
	steps   int
	limit   int  // of steps
	over    bool // a path was given up
	keys    *keyer

	rounds  int  // how often an unknown condition may keep a loop going
	hurried bool // a loop was left for the number of its rounds

	care    care
	looks   bool         // there is a TryLock, or an unlock of a lock that another holds
	beside  map[int]bool // the goroutines that were there when another raised a counter
	waiters map[int]bool // those that wait for one, and those that started them

	nodes []*node
	index map[string]int
}

// node is a state in which every goroutine has come to an operation.
type node struct {
	state *state
	from  int // the node that it was first reached from
	via   []Step
	succs []edge
	open  bool // not explored: anything may follow
}

type edge struct {
	to    int
	moved []int
}

// Explore executes entry with unknown arguments and finds what it, and the
// goroutines that it starts, can get stuck at. Where that is too much, calls that
// get nothing of what the scope keeps to itself are taken for calls of unknown code.
func Explore(entry *ssa.Function) *Result { return newCode().exploreScope(entry) }

func (c *code) exploreScope(entry *ssa.Function) *Result {
	r, more := c.exploreRounds(entry, minRounds)
	for rounds := minRounds + 1; more && rounds <= maxRounds; rounds++ {
		var deeper *Result
		if deeper, more = c.exploreRounds(entry, rounds); deeper.Complete || len(deeper.Stuck)+len(deeper.Panics) > 0 {
			r = deeper
		}
	}
	if r.Cut && len(r.Stuck)+len(r.Panics) == 0 {
		x := c.newExplorer(entry, minRounds)
		x.shallow, x.limit = true, maxShallow
		if coarse := x.again(entry); len(coarse.Stuck)+len(coarse.Panics) > 0 {
			r = coarse
		}
	}
	return r
}

// exploreRounds explores with loops that go round so many times, and reports
// whether it is worth while to try more.
func (c *code) exploreRounds(entry *ssa.Function, rounds int) (r *Result, more bool) {
	x := c.newExplorer(entry, rounds)
	r = x.again(entry)
	return r, x.hurried && r.Complete && r.Nodes <= fewNodes && len(r.Stuck)+len(r.Panics) == 0
}

// again explores until it knows what to care for.
func (x *explorer) again(entry *ssa.Function) *Result {
	r := x.explore(entry)
	for x.needs() != x.care {
		care, shallow, limit := x.needs(), x.shallow, x.limit
		*x = *x.newExplorer(entry, x.rounds)
		x.care, x.shallow, x.limit = care, shallow, limit
		r = x.explore(entry)
	}
	return r
}

func (c *code) newExplorer(entry *ssa.Function, rounds int) *explorer {
	return &explorer{
		rounds: rounds,
		limit:  maxSteps,
		prog:   entry.Prog,
		main:   entry.Name() == "main" && entry.Pkg != nil && entry.Pkg.Pkg.Name() == "main",
		code:   c,
		keys:   newKeyer(c.live),
		index:  make(map[string]int),

		beside:  make(map[int]bool),
		waiters: make(map[int]bool),
	}
}

func (x *explorer) explore(entry *ssa.Function) *Result {
	s := &state{
		own:     new(claim),
		globals: make(map[*ssa.Global]int),
		behind:  make(map[symbol]int),
		known:   make(map[symbol]value),
		nonNil:  make(map[symbol]bool),
		means:   make(map[symbol]equation),
		asked:   make(map[string]symbol),
	}
	s.gs = []*goroutine{{owner: s.own}}
	x.push(s, 0, target{fn: entry}, nil)
	for _, t := range x.settle(s) {
		x.add(t, -1, nil)
	}
	r := &Result{Complete: true}
	for n := 0; n < len(x.nodes); n++ {
		if len(x.nodes) > maxNodes || x.steps > x.limit {
			x.nodes[n].open = true
			r.Complete = false
			continue
		}
		x.expand(n, r)
	}
	r.Nodes, r.Steps = len(x.nodes), x.steps
	r.Cut = x.over || !r.Complete
	x.stuck(r)
	return r
}

// giveUp ends the path to s for a budget.
func (x *explorer) giveUp(s *state) {
	s.cut = true
	x.over = true
}

// settle runs all goroutines of s up to their next operation.
func (x *explorer) settle(s *state) []*state {
	for i, g := range s.gs {
		if g.ended || g.op != nil || s.dead || s.cut {
			continue
		}
		var out []*state
		for _, t := range x.run(s, i) {
			out = append(out, x.settle(t)...)
		}
		return out
	}
	return []*state{s}
}

// add adds the node of state s, or finds it.
func (x *explorer) add(s *state, from int, via []Step) (n int, isNew bool) {
	k := x.keys.of(s)
	if s.dead || s.cut {
		k = map[bool]string{true: "dead", false: "cut"}[s.dead && !s.cut]
	}
	if n, ok := x.index[k]; ok {
		return n, false
	}
	n = len(x.nodes)
	x.index[k] = n
	x.nodes = append(x.nodes, &node{state: s, from: from, via: via, open: s.cut})
	return n, true
}

// expand adds what can follow node n. A move that no other goroutine can make a
// difference to is followed alone, unless that leads back: then the others
// would never have their turn.
func (x *explorer) expand(n int, r *Result) {
	s := x.nodes[n].state
	if s.dead || s.cut {
		return
	}
	var all []move
	for i, g := range s.gs {
		if g.ended || g.op == nil {
			continue
		}
		ms := x.moves(s, i)
		if len(ms) == 1 && ms[0].free && x.follow(n, ms[0], r) {
			return
		}
		all = append(all, ms...)
	}
	x.nodes[n].succs = nil
	for _, m := range all {
		x.follow(n, m, r)
	}
}

// follow adds the states after a move and reports whether all are new.
func (x *explorer) follow(n int, m move, r *Result) bool {
	s := x.nodes[n].state
	var via []Step
	for n, i := range m.moved {
		step := Step{Goroutine: i, Instr: s.gs[i].op.instr}
		if m.took != nil {
			step.Case = m.took[n]
		}
		via = append(via, step)
	}
	if m.panic != nil && !s.assumed {
		if !slices.ContainsFunc(r.Panics, func(p Panic) bool { return p.Instr == m.panic }) {
			o := s.gs[m.moved[0]].op
			p := Panic{Goroutine: m.moved[0], Instr: m.panic, Schedule: x.schedule(n)}
			if o.kind == opClose {
				_, p.Nil = o.cases[0].ch.(nilVal)
			}
			r.Panics = append(r.Panics, p)
		}
	}
	fresh := true
	for _, t := range x.settle(m.next) {
		to, isNew := x.add(t, n, via)
		fresh = fresh && isNew
		x.nodes[n].succs = append(x.nodes[n].succs, edge{to, m.moved})
	}
	return fresh
}

// schedule returns the operations on the way to node n.
func (x *explorer) schedule(n int) []Step {
	var out []Step
	for ; n >= 0; n = x.nodes[n].from {
		out = append(slices.Clone(x.nodes[n].via), out...)
	}
	return out
}
