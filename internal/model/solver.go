package model

import (
	"go/token"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/flow"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// solver analyses one function: first it finds the states that reach each
// block, then it walks through the blocks once more and records what happens.
type solver struct {
	*builder
	f           *Func
	ops         [][]ssa.Instruction // per block, what matters
	loops       *loops
	ids         siteIDs
	sites       map[siteKey]*Site
	tested      map[atom]int // how many branches and returns depend on it
	recording   bool
	events      map[eventKey]*Event
	exits       []exit
	recovers    bool                     // some deferred call does, from a panic
	panicsAgain bool                     // and panics itself, perhaps
	called      bool                     // somebody may ask for the function's events
	named       map[*place.Place]bool    // locks that the function's own operations name
	complains   map[*ssa.BasicBlock]bool // see misuse; nil while nobody has asked
}

type siteKey struct {
	instr ssa.Instruction
	hold  Hold
}

// exit is a state in which the function ends.
type exit struct {
	instr   ssa.Instruction
	results []ssa.Value
	state   *state
	kind    ExitKind
}

func newSolver(b *builder, f *Func) *solver {
	s := &solver{
		builder: b,
		f:       f,
		ids:     siteIDs{make(map[any]uint64)},
		sites:   make(map[siteKey]*Site),
		tested:  make(map[atom]int),
		events:  make(map[eventKey]*Event),
		named:   make(map[*place.Place]bool),
	}
	*f = Func{Fn: f.Fn, Summary: f.Summary}
	s.called = b.graph.called[f.Fn] || b.importable(f.Fn)
	return s
}

// solve analyses the function and fills in its summary.
func (s *solver) solve() {
	locking := s.selectOps()
	if len(s.f.Fn.Blocks) == 0 {
		return
	}
	in := make([][]*state, len(s.f.Fn.Blocks))
	s.countTests()
	if locking || s.branchesOnParameter() {
		s.loops = findLoops(s.f.Fn)
		in = s.fixpoint()
	} else {
		// No operation changes a lock: one empty state is enough.
		for b := range s.reachable() {
			in[b.Index] = []*state{{}}
		}
	}
	s.recording = true
	s.keepAll()
	for _, b := range s.f.Fn.Blocks {
		for _, st := range in[b.Index] {
			for _, out := range s.block(b, st) {
				s.endIteration(b, out)
			}
		}
	}
	s.summarise(locking)
}

// selectOps picks the instructions that matter, block by block, and reports
// whether any of them can change the set of held locks.
func (s *solver) selectOps() (locking bool) {
	s.ops = make([][]ssa.Instruction, len(s.f.Fn.Blocks))
	for _, b := range s.f.Fn.Blocks {
		var ops []ssa.Instruction
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Call:
				matters, locks := s.callMatters(instr)
				locking = locking || locks
				if !matters {
					continue
				}
			case *ssa.Defer:
				// What a deferred call takes and gives back it does in
				// another block than this one.
				_, locks := s.callMatters(instr)
				locking = locking || locks || s.happens(instr)
				if recovers, again := s.recoversIn(instr); recovers {
					s.recovers = true
					s.panicsAgain = s.panicsAgain || again
				}
			case *ssa.MakeClosure:
				sum := s.summary(instr.Fn.(*ssa.Function))
				locking = locking || sum.effects() && s.leaves(instr)
			case *ssa.Alloc:
				if zeroValue(instr) == nil {
					continue
				}
			case *ssa.UnOp:
				if instr.Op != token.ARROW || instr.CommaOk || s.places.Of(instr.X).Class() == "" {
					continue
				}
			case *ssa.Go, *ssa.RunDefers, *ssa.Return, *ssa.Panic, *ssa.Store:
			default:
				continue
			}
			ops = append(ops, instr)
		}
		s.ops[b.Index] = ops
	}
	return locking
}

// callMatters reports whether a call does anything that the model knows, and
// whether that can change the set of held locks.
func (s *solver) callMatters(call ssa.CallInstruction) (matters, locks bool) {
	common := call.Common()
	if _, ok := common.Value.(*ssa.Builtin); ok {
		return false, false
	}
	if e, ok := effect(common); ok {
		switch e.Kind {
		case syncop.Acquire, syncop.TryAcquire, syncop.Release:
			s.named[s.operand(call, e).Place] = true
			return true, true
		case syncop.Call, syncop.CallOnce:
			if t, ok := s.function(arg(common, e.Operand)); ok {
				return true, t.sum.effects()
			}
		}
		return e.Kind != syncop.None, false
	}
	if len(common.Args) > 0 || common.Method == nil {
		// A function parameter that is called is an event.
		matters = common.StaticCallee() == nil
	}
	matters = matters || len(s.impliedBy(common)) > 0
	for _, t := range s.targets(call) {
		matters = true
		if !t.exact || !t.sum.effects() && len(t.sum.Requires) == 0 {
			continue
		}
		locks = true
		for _, o := range t.sum.Outcomes {
			for _, a := range o.Acquired {
				s.name(call, &t, a.Place)
			}
			for _, h := range o.Released {
				s.name(call, &t, h.Place)
			}
		}
	}
	return matters, locks
}

// happens reports whether anything that callers are told of happens in a call of
// a function known here.
func (s *solver) happens(call ssa.CallInstruction) bool {
	return slices.ContainsFunc(s.targets(call), func(t target) bool { return len(t.sum.Events) > 0 })
}

func (s *solver) name(call ssa.CallInstruction, t *target, p *place.Place) {
	if p = s.subst(s.f.Fn, call, t, p); p != nil {
		s.named[p] = true
	}
}

// recoversIn reports whether the deferred call recovers from panics, and whether
// it panics itself, as those do that recover from some panics only.
func (s *solver) recoversIn(d *ssa.Defer) (recovers, panics bool) {
	t, ok := s.function(d.Call.Value)
	if !ok || t.fn == nil {
		return false, false
	}
	for _, b := range t.fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Call:
				if b, ok := instr.Call.Value.(*ssa.Builtin); ok && b.Name() == "recover" {
					recovers = true
				}
			case *ssa.Panic:
				panics = true
			}
		}
	}
	return recovers, panics
}

// countTests counts the branches and returns that depend on each condition: a
// fact that nothing will ask for is not worth keeping.
func (s *solver) countTests() {
	for _, b := range s.f.Fn.Blocks {
		if len(b.Instrs) == 0 {
			continue
		}
		switch last := b.Instrs[len(b.Instrs)-1].(type) {
		case *ssa.If:
			a, _ := s.condition(last.Cond)
			s.tested[a]++
		case *ssa.Return:
			for _, v := range last.Results {
				p := s.places.Of(v)
				s.tested[s.isNil(p)]++
				s.tested[s.isTrue(p)]++
			}
		}
	}
}

// branchesOnParameter reports whether what the function does may depend on a
// flag that its callers pass.
func (s *solver) branchesOnParameter() bool {
	if !s.called {
		return false
	}
	for a := range s.tested {
		if onParameter(a) {
			return true
		}
	}
	return false
}

// fixpoint returns the states at the start of each block.
func (s *solver) fixpoint() [][]*state {
	blocks := s.f.Fn.Blocks
	problem := flow.Problem[*state]{
		Key: func(st *state) string { return st.key(&s.ids) },
		Meet: func(old, new *state) (*state, bool) {
			facts := old.facts.meet(new.facts)
			return old.knowing(facts), len(facts) < len(old.facts)
		},
		Transfer: func(node int, in *state, emit func(int, *state)) {
			for _, out := range s.block(blocks[node], in) {
				for i, succ := range blocks[node].Succs {
					if next := s.edge(blocks[node], i, out); next != nil {
						emit(succ.Index, next)
					}
				}
			}
		},
		MaxStates: maxStates,
		MaxSteps:  maxSteps,
	}
	in, complete := problem.Forward(len(blocks), new(state))
	s.f.Truncated = s.f.Truncated || !complete
	return in
}

// block returns the states after the block's operations, from one before.
func (s *solver) block(b *ssa.BasicBlock, st *state) []*state {
	states := []*state{st}
	rest := b.Instrs
	for _, instr := range s.ops[b.Index] {
		rest = s.observeUpTo(instr, rest, states)
		var next []*state
		for _, st := range states {
			next = append(next, s.step(instr, st)...)
		}
		if states = next; len(states) == 0 {
			return nil
		}
		if len(states) > maxStates {
			s.f.Truncated = true
			states = states[:maxStates]
		}
	}
	s.observeUpTo(nil, rest, states)
	return states
}

// edge returns st after the edge from b to its i-th successor was taken, or
// nil if st rules it out.
func (s *solver) edge(b *ssa.BasicBlock, i int, st *state) *state {
	if cond, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If); ok {
		a, negated := s.condition(cond.Cond)
		value := (i == 0) != negated
		v, known := st.facts.get(a)
		if !known {
			v, known = s.compared(cond.Cond, a, st.facts)
		}
		if known {
			if v != value {
				return nil
			}
		} else if s.worth(a) {
			st = st.knowing(st.facts.with(a, value))
		}
		if c, ok := constantCond(a); ok && c != value || s.excluded(cond.Cond, i == 0) {
			return nil
		}
	}
	succ := b.Succs[i]
	// Phis take their values all at once: read the old facts, write the new.
	old := st.facts
	pred := predIndex(succ, b, i)
	for _, instr := range succ.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		p := s.places.Of(phi)
		if p.Kind != place.Local || p.Value != ssa.Value(phi) {
			continue
		}
		assigned := s.assign(old, p, phi.Edges[pred])
		fs := st.facts.without(func(q *place.Place) bool { return q.Root() == p })
		for _, f := range assigned {
			if f.x == p && s.worth(f.atom) {
				fs = fs.with(f.atom, f.value)
			}
		}
		if start, ok := s.raised(phi, pred); ok {
			// A counter does not come back to where it began.
			first := s.places.Named(place.Const, strconv.FormatInt(start, 10))
			fs = fs.with(atom{token.EQL, p, first}, false)
		}
		st = st.knowing(s.cameFrom(fs, phi, pred))
	}
	st = s.rename(st, succ, pred)
	if s.loops.back(b, succ) {
		inside := s.loops.within(succ)
		gone := func(p *place.Place) bool { return mentions(p, inside) }
		// The next iteration's values are others; a phi of the header
		// has just been given its new value.
		st = st.knowing(st.facts.without(func(p *place.Place) bool {
			return gone(p) && !(p.Kind == place.Local && isPhiOf(p.Value, succ))
		}))
		st = st.without(func(p *place.Place) bool {
			return gone(p) && !rootIsPhiOf(p, succ)
		})
	}
	return st
}

// cameFrom returns fs with what entering the phi's block by edge pred says about
// comparisons of the phi with its edges' values: it is the one that it came
// from, and no other. That values differ is an assumption, but "y != x" where y
// starts as x and moves along a list asks whether it has moved.
func (s *solver) cameFrom(fs facts, phi *ssa.Phi, pred int) facts {
	p, value := s.places.Of(phi), s.places.Of(phi.Edges[pred])
	for _, v := range phi.Edges {
		q := s.places.Of(v)
		if q.Kind == place.Const || q == p {
			continue
		}
		for _, a := range []atom{{token.EQL, p, q}, {token.EQL, q, p}} {
			if s.tested[a] > 0 {
				fs = fs.with(a, q == value)
			}
		}
	}
	return fs
}

// onParameter reports whether the condition compares a parameter with a
// constant or with another parameter, or asks whether it has a constant key.
func onParameter(a atom) bool {
	_, x := a.x.Value.(*ssa.Parameter)
	_, y := a.y.Value.(*ssa.Parameter)
	m, _ := keyOf(a.x.Value)
	return x && (y || a.y.Kind == place.Const) || m != nil
}

// worth reports whether a fact about the condition can matter later: because
// another branch or a return depends on it, or a callee that is given the value
// or a caller that gets it may.
func (s *solver) worth(a atom) bool {
	return s.tested[a] > 1 || a.y.Kind == place.Const || onParameter(a)
}

// endIteration records the locks of values that belong to one iteration of a
// loop and are still held at its end.
func (s *solver) endIteration(b *ssa.BasicBlock, st *state) {
	if s.loops == nil {
		return
	}
	for i, succ := range b.Succs {
		if !s.loops.back(b, succ) {
			continue
		}
		next := s.edge(b, i, st)
		if next == nil {
			continue
		}
		x := Exit{Instr: b.Instrs[len(b.Instrs)-1], Kind: NextIteration}
		inside := s.loops.within(succ)
		for _, l := range st.locks {
			if l.status == held && !l.entry && mentions(l.place, inside) && inside[l.site.Instr.Block()] && !holdsSite(next, l.site) && !s.releasePending(l.place, st.defers) {
				x.Held = append(x.Held, l.site)
			}
		}
		if len(x.Held) > 0 {
			s.f.Exits = append(s.f.Exits, x)
		}
	}
}

// holdsSite reports whether a lock taken at site is held in st, under whatever
// name.
func holdsSite(st *state, site *Site) bool {
	return slices.ContainsFunc(st.locks, func(l lock) bool { return l.status == held && l.site == site })
}

// rename follows locks from the variables that one iteration leaves them in to
// the phis of succ, where the next one finds them, as in hand-over-hand locking.
// Locks of what a phi was before have no name any more.
func (s *solver) rename(st *state, succ *ssa.BasicBlock, pred int) *state {
	var moved []lock
	gone := make(map[*place.Place]bool)
	for _, instr := range succ.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		p, q := s.places.Of(phi), s.places.Of(phi.Edges[pred])
		if p == q || p.Kind != place.Local || p.Value != ssa.Value(phi) {
			continue
		}
		for _, l := range st.locks {
			if l.place.Root() == p {
				gone[l.place] = true
			}
			// Names that nothing here uses are no better than the old one.
			if to := s.rebase(l.place, q, p); to != nil && to != l.place && l.status == held && q.Kind != place.Const && s.named[to] {
				gone[l.place] = true
				l.place = to
				moved = append(moved, l)
			}
		}
	}
	st = st.without(func(x *place.Place) bool { return gone[x] })
	for _, l := range moved {
		st = st.with(l)
	}
	return st
}

// constantCond returns the value of a condition between constants.
func constantCond(a atom) (value, ok bool) {
	if a.op == token.EQL && (a.x == a.y || a.x.Kind == place.Const && a.y.Kind == place.Const) {
		return a.x == a.y, true
	}
	return false, false
}

// predIndex returns which of succ's incoming edges b's i-th edge is.
func predIndex(succ, b *ssa.BasicBlock, i int) int {
	// Where both edges of b lead to succ they come in the same order.
	nth := 0
	for _, s := range b.Succs[:i] {
		if s == succ {
			nth++
		}
	}
	for j, p := range succ.Preds {
		if p == b {
			if nth == 0 {
				return j
			}
			nth--
		}
	}
	return slices.Index(succ.Preds, b)
}

func isPhiOf(v ssa.Value, b *ssa.BasicBlock) bool {
	phi, ok := v.(*ssa.Phi)
	return ok && phi.Block() == b
}

func rootIsPhiOf(p *place.Place, b *ssa.BasicBlock) bool {
	return isPhiOf(p.Root().Value, b)
}

// mentions reports whether p is rooted at, or indexed by, a value of one of
// the blocks.
func mentions(p *place.Place, blocks map[*ssa.BasicBlock]bool) bool {
	for ; p != nil; p = p.Parent {
		if p.Kind == place.Elem && mentions(p.Key, blocks) {
			return true
		}
		if instr, ok := p.Value.(ssa.Instruction); ok && p.Kind == place.Local && blocks[instr.Block()] {
			return true
		}
	}
	return false
}
