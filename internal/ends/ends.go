// Package ends looks at both ends of the channels that a package keeps to
// itself: which of its code can ever be at the other end of an operation, and
// whether that code can have come to an end before, or needs a lock to come
// there. For groups of goroutines it asks the last, too.
//
// Where package interleave executes a few functions and knows all that happens
// in them, this package knows nothing of when things happen, but of where they
// can: a channel in an unexported field, say, that never leaves the package has
// no other senders and receivers than those in its source.
package ends

import (
	"fmt"
	"go/token"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/loop"
	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/words"
)

// Analyzer finds operations whose other end may be gone. Its result is a
// [*Findings].
var Analyzer = &analysis.Analyzer{
	Name:       "conclintends",
	Doc:        "conclintends: find channel operations whose other end may be gone, for other analyzers",
	Requires:   []*analysis.Analyzer{model.Analyzer},
	Run:        run,
	ResultType: reflect.TypeFor[*Findings](),
}

// Findings are the operations that can wait for ever.
type Findings struct {
	Lonely  []Lonely
	Crossed []Crossed
	Joined  []Joined
	Words   *words.Words

	// Err is an error of ours, for one pass to return.
	Err error
}

// Lonely is an operation on a channel at the other end of which there is nobody,
// or nobody any more.
type Lonely struct {
	Op *Op

	// Room is how many elements the channel has room for, so that only a
	// later send waits.
	Room int64

	// Full is the send that found no room before, if that is why op waits.
	Full ssa.Instruction

	// Others are the operations at the other end, none of which is certain
	// to happen, and Ends says of the goroutines that would do them how they
	// can end without.
	Others []*Op
	Ends   []End
}

// End is a way for a goroutine to end.
type End struct {
	Start  ssa.Instruction // the go statement, or the call that starts it
	Fn     *ssa.Function
	Reason ssa.Instruction // the select that sends it there, the call that fails, or nil
	Return ssa.Instruction
}

func run(pass *analysis.Pass) (any, error) {
	out := &Findings{Words: new(words.Words)}
	if err := report.Try(func() { out.find(pass) }); err != nil {
		out.Err = fmt.Errorf("internal error at the ends of channels: %w", err)
	}
	return out, nil
}

func (out *Findings) find(pass *analysis.Pass) {
	pkg := pass.ResultOf[model.Analyzer].(*model.Package)
	var fns []*ssa.Function
	for _, f := range pkg.Funcs() {
		fns = append(fns, f.Fn)
	}
	if len(fns) == 0 {
		return
	}
	w := &world{pkg: pkg, funcs: make(map[*ssa.Function]*model.Func), actors: newActors(fns), ops: make(map[ssa.Instruction]classed), cases: make(map[selectCase]*Class)}
	for _, f := range pkg.Funcs() {
		w.funcs[f.Fn] = f
	}
	w.classes = newClasses(w.actors)
	classes := w.classes.list()
	for _, c := range classes {
		for _, op := range c.Ops {
			if op.Alone {
				w.ops[op.Instr] = classed{op, c}
			}
			if op.Case >= 0 {
				w.cases[selectCase{op.Instr, op.Case}] = c
			}
		}
	}
	for _, c := range classes {
		for _, op := range c.Ops {
			if callee.InTestFile(op.Instr.Parent()) {
				continue
			}
			if l, ok := w.lonely(c, op); ok {
				out.Lonely = append(out.Lonely, l)
				l.learn(out.Words)
			}
			if x, ok := w.crossed(c, op); ok {
				out.Crossed = append(out.Crossed, x)
				x.learn(out.Words)
			}
		}
	}
	for _, f := range pkg.Funcs() {
		for _, x := range f.Waits() {
			if f.IsTest() || callee.InTestFile(x.Event.Instr().Parent()) {
				continue
			}
			if c, ok := w.crossedBelow(f, x); ok {
				out.Crossed = append(out.Crossed, c)
				c.learn(out.Words)
			}
			if j, ok := w.joined(f, x); ok {
				out.Joined = append(out.Joined, j)
				j.learn(out.Words)
			}
		}
	}
}

// learn makes the words for what l is about known.
func (l *Lonely) learn(w *words.Words) {
	w.Learn(l.Op.Instr)
	if l.Full != nil {
		w.Learn(l.Full)
	}
	for _, e := range l.Ends {
		w.Learn(e.Start)
		if e.Reason != nil {
			w.Learn(e.Reason)
		}
	}
}

// world is what is known of a package.
type world struct {
	pkg     *model.Package
	funcs   map[*ssa.Function]*model.Func
	actors  *actors
	classes *classes
	ops     map[ssa.Instruction]classed // those that wait for nothing else
	cases   map[selectCase]*Class
	groups  map[string][]member // nil until a wait asks for them
}

// classed is an operation with its class.
type classed struct {
	op    *Op
	class *Class
}

// lonely tells whether nobody may be left at the other end of op.
func (w *world) lonely(c *Class, op *Op) (Lonely, bool) {
	if !op.Alone || c.Field == nil || c.Outside(op.Kind) || !c.made() {
		return Lonely{}, false
	}
	room := c.capacity()
	if op.Kind == Close || op.Kind == Send && room != 0 && (room < 0 || !fills(op)) {
		return Lonely{}, false
	}
	l := Lonely{Op: op, Others: c.opposite(op)}
	if op.Kind == Send {
		l.Room = room
	}
	if len(l.Others) == 0 {
		closes := slices.ContainsFunc(c.Ops, func(o *Op) bool { return o.Kind == Close })
		return l, !closes && w.actors.runs(op.Instr.Parent())
	}
	if full := w.drained(c, op); full != nil {
		l.Full = full
		return l, true
	}
	mine := w.actors.of(op.Instr.Parent())
	fns := make(map[*ssa.Function]bool) // what the goroutines at the other end begin with
	var starts []*start
	for _, o := range l.Others {
		for _, a := range w.actors.of(o.Instr.Parent()) {
			if a.goes == nil {
				return Lonely{}, false // anybody, at any time
			}
			if !fns[a.fn] {
				fns[a.fn] = true
				starts = append(starts, a)
			}
		}
	}
	if len(mine) == 0 || !slices.ContainsFunc(mine, func(a *start) bool { return !fns[a.fn] }) {
		return Lonely{}, false // it can only be at one end at a time
	}
	if w.guarded(op) {
		return Lonely{}, false
	}
	// Some may have been received before, as long as there are always more.
	again := len(endless(op)) > 0 || slices.ContainsFunc(mine, func(a *start) bool { return a.goes == nil })
	e := newEnder(w.actors, l.Others)
	e.never = w.causes(op, mine)
	for _, s := range starts {
		x := e.exit(s.fn)
		if x == nil && op.Kind == Send && again {
			x = e.fails(s.fn)
		}
		if x == nil || !w.once(c, s) {
			return Lonely{}, false
		}
		l.Ends = append(l.Ends, End{Start: s.goes, Fn: s.fn, Reason: x.reason, Return: x.ret})
	}
	return l, len(starts) > 0
}

// endless returns the loops that repeat the operation, where nothing says how often.
func endless(op *Op) []*loop.Loop {
	return slices.DeleteFunc(loop.Around(op.Instr), func(l *loop.Loop) bool { return l.Bound() != nil || l.Ranges() != nil })
}

// fills reports whether the operation, a send, is repeated until any buffer is full,
// by a loop that hears nothing from others: what they tell it may be to stop, or they
// may ask for one element at a time.
func fills(op *Op) bool {
	return slices.ContainsFunc(endless(op), func(l *loop.Loop) bool {
		for b := range l.Blocks {
			for _, instr := range b.Instrs {
				switch instr := instr.(type) {
				case *ssa.Select:
					return false
				case *ssa.UnOp:
					if instr.Op == token.ARROW {
						return false
					}
				}
			}
		}
		return true
	})
}

// once reports whether the goroutine is started only where the channels are
// made: for each of them once, and not by itself.
func (w *world) once(c *Class, s *start) bool {
	for _, u := range w.actors.uses[s.fn] {
		if u.how != goes || loop.Innermost(u.instr) != nil || !w.makes(c, u.by, s, 0) {
			return false
		}
	}
	return true
}

// maxSetUp is how many calls may lie between where a channel is made and where
// a goroutine is started that uses it.
const maxSetUp = 3

// makes reports whether channels of the class are made in fn, or by all that
// call it, and not in the goroutine s.
func (w *world) makes(c *Class, fn *ssa.Function, s *start, depth int) bool {
	if slices.ContainsFunc(c.makes, func(m *ssa.MakeChan) bool { return origin(m.Parent()) == fn }) {
		return !slices.Contains(w.actors.of(fn), s)
	}
	if depth == maxSetUp || len(w.actors.uses[fn]) == 0 || w.actors.open(fn) {
		return false
	}
	return !slices.ContainsFunc(w.actors.uses[fn], func(u use) bool {
		return u.how != calls || !w.makes(c, u.by, s, depth+1)
	})
}
