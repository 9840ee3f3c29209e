package interleave

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/syncop"
)

// This file models golang.org/x/sync: an errgroup is a WaitGroup with a context
// that may end at any time, a semaphore is a buffered channel on which acquiring
// sends.

// makeGroup makes a group and its context.
func (s *state) makeGroup(instr ssa.CallInstruction, results *types.Tuple) value {
	site, _ := instr.(ssa.Value)
	group := s.newObject(object{})
	ctx := s.newObject(object{site: site, ch: &channel{size: intVal(0), outside: true}})
	return &tupleVal{[]value{addr{obj: group}, &ifaceVal{results.At(1).Type(), addr{obj: ctx}}}}
}

// limit lets only so many goroutines of a group run. Of an unknown number it is
// not known that it ever makes anybody wait.
func (s *state) limit(group, n value) {
	if a, ok := group.(addr); ok {
		p := s.prim(a)
		p.limit = 0
		if n, ok := asInt(n); ok && n > 0 {
			p.limit = n
		}
	}
}

// semaphore makes a semaphore.
func (s *state) semaphore(instr ssa.CallInstruction, size value) value {
	site, _ := instr.(ssa.Value)
	return addr{obj: s.newObject(object{site: site, ch: &channel{size: size}})}
}

// semaphoreOp says what a goroutine does with a semaphore. Only shares of one are
// followed: where there are others, anything can happen.
func (s *state) semaphoreOp(instr ssa.CallInstruction, e syncop.Effect, args []value) *op {
	o := &op{kind: opChan, instr: instr, semaphore: true}
	ch := args[e.Operand]
	if a, ok := ch.(addr); ok && s.object(a.obj).ch != nil {
		if n, ok := asInt(args[e.Amount]); !ok || n != 1 {
			s.write(a.obj).ch.outside = true
		}
	} else {
		ch = s.fresh()
	}
	o.cases = []chanCase{{send: e.Kind != syncop.Return, ch: ch, val: nilVal{}}}
	switch e.Kind {
	case syncop.Obtain:
		failed := s.fresh()
		s.nonNil[failed] = true
		o.results = []value{nilVal{}, failed}
		if done := s.done(args[1]); done != (nilVal{}) {
			o.cases = append(o.cases, chanCase{ch: done})
		}
	case syncop.TryObtain:
		o.results = []value{boolVal(true)}
		o.none, o.deflt = boolVal(false), true
	case syncop.Return:
		o.results = []value{nil}
		o.deflt = true // rather than panic: what the scope does not see may have acquired it
	}
	return o
}
