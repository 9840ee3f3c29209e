package ctxleak

import (
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/flow"
	"github.com/conclint/conclint/internal/order"
)

// trace is what becomes of the function that a call returned, or of another
// thing that has to be given back, on all paths.
type trace struct {
	called   []ssa.Instruction   // where it is called, or a call of it deferred
	handed   bool                // whether it is handed to somebody else
	returned map[*ssa.Return]int // the returns that hand it to the caller, and which result it is
	lost     []loss              // where paths end on which it is none of these
	piles    []*ssa.Defer        // calls that are deferred again before the last one has run
	over     bool                // whether the context may be done by itself
}

// loss is where a path gives up the last hold of a function.
type loss struct {
	at   ssa.Instruction
	loop bool // the loop comes round and makes the next one
}

// Bounds on the work for one call. Beyond them, what has been found is true, and
// the rest is not looked for.
const (
	maxStates = 48
	maxSteps  = 3000
)

// tracer follows the result of one call through the function.
type tracer struct {
	c      *checker
	src    source
	names  namer
	rel    relevance
	loops  bool // whether the call can run again in the same run of the function
	out    *trace
	exempt func(ssa.Instruction) bool // uses that mean nothing
}

// trace follows src.cancel from the call to all ends of the function.
func (c *checker) trace(src source, exempt func(ssa.Instruction) bool) *trace {
	if t, ok := c.traces[src.call]; ok {
		return t
	}
	t := c.follow(src, exempt)
	c.traces[src.call] = t
	return t
}

// follow is trace without its memory.
func (c *checker) follow(src source, exempt func(ssa.Instruction) bool) *trace {
	fn := src.call.Parent()
	names := namer{make(map[ssa.Value]int)}
	t := tracer{
		c:      c,
		src:    src,
		names:  names,
		rel:    newRelevance(fn, names),
		loops:  c.reaches(src.call, src.call) || isRangeBody(fn),
		out:    &trace{returned: make(map[*ssa.Return]int)},
		exempt: exempt,
	}
	start := t.start()
	first := src.call.Block()
	// Node 0 is what follows the call in its block; the blocks come after it.
	flow.Problem[*state]{
		Key:  func(st *state) string { return st.key(names) },
		Meet: func(old, _ *state) (*state, bool) { return old, false },
		Transfer: func(node int, in *state, emit func(int, *state)) {
			b, i := first, order.Index(src.call)+1
			if node > 0 {
				b, i = fn.Blocks[node-1], 0
			}
			t.block(b, i, in.clone(), func(succ *ssa.BasicBlock, out *state) { emit(succ.Index+1, out) })
		},
		MaxStates: maxStates,
		MaxSteps:  maxSteps,
	}.Forward(len(fn.Blocks)+1, start)
	return t.out
}

// start returns the state after the call. What is known there are the
// conditions that each path to it has passed.
func (t *tracer) start() *state {
	st := new(state)
	if t.src.cancel != nil {
		st.set(t.src.cancel, true)
	}
	if t.src.holdsNothing() {
		st.mark(t.src.ctx, true)
	}
	if t.src.failed != nil {
		a := t.isNil(t.src.failed, st)
		st.learn(a, true)
	}
	b := t.src.call.Block()
	for d := b.Idom(); d != nil; d = d.Idom() {
		branch, ok := d.Instrs[len(d.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		for k, succ := range d.Succs {
			if len(succ.Preds) == 1 && succ.Dominates(b) {
				if a, negated := t.names.atom(branch.Cond, st); t.rel.worth(a) {
					st.learn(a, (k == 0) != negated)
				}
			}
		}
	}
	return st
}

// isNil returns the atom "v is nil".
func (t *tracer) isNil(v ssa.Value, st *state) atom {
	a := atom{operand: v}
	a.subject = t.names.name(v, st, &a.deps, maxDepth)
	a.text = a.subject + "=nil"
	return a
}

// block follows a path through a block from its instruction i on.
func (t *tracer) block(b *ssa.BasicBlock, i int, st *state, emit func(*ssa.BasicBlock, *state)) {
	for _, instr := range b.Instrs[i:] {
		if _, ok := instr.(*ssa.Phi); ok {
			continue // belongs to the edge
		}
		if !t.step(instr, st) {
			return
		}
	}
	branch, _ := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	for k, succ := range b.Succs {
		if t.c.endings.Never(b, k) {
			continue
		}
		out := st.clone()
		if branch != nil && !t.branch(branch, k == 0, out) {
			continue
		}
		t.edge(b, k, succ, out)
		emit(succ, out)
	}
}

// branch learns that a condition has turned out to be true or false. It reports
// false if the path ends: it can't be, or the context is done there.
func (t *tracer) branch(branch *ssa.If, value bool, st *state) bool {
	if v, known := t.eval(branch.Cond, st); known && v != value {
		return false
	}
	a, negated := t.names.atom(branch.Cond, st)
	holds := value != negated
	if t.doneIf(a, holds, st) {
		t.out.over = true
		return false
	}
	if t.rel.worth(a) {
		st.learn(a, holds)
	}
	return true
}

// edge gives the phis of the successor the values that they get on this edge.
func (t *tracer) edge(b *ssa.BasicBlock, k int, succ *ssa.BasicBlock, st *state) {
	pred := predIndex(b, k, succ)
	type change struct {
		phi           *ssa.Phi
		val           ssa.Value
		holds, unused bool
	}
	var changes []change
	for _, instr := range succ.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		e := phi.Edges[pred]
		v := st.resolve(e)
		changes = append(changes, change{phi, v, st.holds(v) || st.holds(e), slices.Contains(st.unused, e)})
	}
	for _, c := range changes {
		st.forget(c.phi)
	}
	for _, c := range changes {
		st.set(c.phi, c.holds)
		st.mark(c.phi, c.unused)
		if t.rel.phis[c.phi] && bindable(c.val) {
			st.bindings = append(st.bindings, binding{c.phi, c.val})
		}
	}
}

// predIndex returns the index among succ's predecessors of edge k of b.
func predIndex(b *ssa.BasicBlock, k int, succ *ssa.BasicBlock) int {
	skip := 0
	for _, s := range b.Succs[:k] {
		if s == succ {
			skip++
		}
	}
	for i, p := range succ.Preds {
		if p == b {
			if skip == 0 {
				return i
			}
			skip--
		}
	}
	return 0
}

// bindable reports whether v is its own name, so that a phi that stands for it
// does not stand for something that changes under its hands.
func bindable(v ssa.Value) bool {
	switch v.(type) {
	case *ssa.Const, *ssa.Call, *ssa.Extract, *ssa.MakeInterface, *ssa.Alloc, *ssa.Parameter, *ssa.MakeClosure, *ssa.Function:
		return true
	}
	return false
}
