package interleave

import (
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// This file executes what only one goroutine can see, up to its next operation
// that others can.

// run executes goroutine i of s until it has come to an operation or has
// ended, and returns the states in which that can be: an unknown condition
// makes two of one.
func (x *explorer) run(s *state, i int) []*state {
	var out []*state
	work := []*state{s}
	for len(work) > 0 {
		s := work[len(work)-1]
		work = work[:len(work)-1]
		for {
			g := s.gs[i]
			if g.ended || g.op != nil || s.dead || s.cut {
				break
			}
			if x.steps++; x.steps > maxSteps || len(out)+len(work) > maxForks {
				s.cut = true
				break
			}
			work = append(work, x.execute(s, i)...)
		}
		out = append(out, s)
	}
	return out
}

// execute executes one instruction in s; if there are other ways in which it
// can go on, it returns them.
func (x *explorer) execute(s *state, i int) []*state {
	f := s.top(i)
	instr := f.block.Instrs[f.index]
	f.index++
	switch instr := instr.(type) {
	case *ssa.Alloc:
		f.env[instr] = addr{obj: s.newObject(object{site: instr})}
	case *ssa.MakeChan:
		f.env[instr] = s.makeChan(instr, s.get(f, instr.Size))
	case *ssa.MakeMap:
		f.env[instr] = addr{obj: s.newObject(object{site: instr})}
	case *ssa.MakeSlice:
		obj := s.newObject(object{site: instr})
		if n, ok := asInt(s.get(f, instr.Len)); ok && n <= maxElems {
			f.env[instr] = sliceVal{obj, n}
		} else {
			f.env[instr] = s.fresh()
		}
	case *ssa.MakeClosure:
		fv := &funcVal{fn: instr.Fn.(*ssa.Function)}
		for _, b := range instr.Bindings {
			fv.free = append(fv.free, s.get(f, b))
		}
		f.env[instr] = fv
	case *ssa.MakeInterface:
		f.env[instr] = &ifaceVal{instr.X.Type(), s.get(f, instr.X)}
	case *ssa.ChangeInterface:
		f.env[instr] = s.get(f, instr.X)
	case *ssa.ChangeType:
		f.env[instr] = s.get(f, instr.X)
	case *ssa.Convert:
		if v := s.get(f, instr.X); types.Identical(instr.Type().Underlying(), instr.X.Type().Underlying()) {
			f.env[instr] = v
		} else if _, ok := asInt(v); ok && isInteger(instr.Type()) {
			f.env[instr] = v
		} else {
			f.env[instr] = s.ask(fmt.Sprintf("conv %v %v", instr.Type(), key(v)))
		}
	case *ssa.MultiConvert, *ssa.SliceToArrayPointer:
		f.env[instr.(ssa.Value)] = s.fresh()
	case *ssa.FieldAddr:
		f.env[instr] = s.step(s.get(f, instr.X), fmt.Sprintf(".%d", instr.Field))
	case *ssa.IndexAddr:
		f.env[instr] = s.elemAddr(s.get(f, instr.X), s.get(f, instr.Index))
	case *ssa.Field:
		f.env[instr] = s.part(s.get(f, instr.X), fmt.Sprintf(".%d", instr.Field), instr.Type())
	case *ssa.Index:
		if n, ok := asInt(s.get(f, instr.Index)); ok {
			f.env[instr] = s.part(s.get(f, instr.X), fmt.Sprintf("[%d]", n), instr.Type())
		} else {
			f.env[instr] = s.fresh()
		}
	case *ssa.Lookup:
		f.env[instr] = s.lookup(f, instr)
	case *ssa.MapUpdate:
		if a, ok := s.resolve(s.get(f, instr.Map)).(addr); ok {
			s.store(addr{a.obj, "[" + key(s.get(f, instr.Key)) + "]"}, s.get(f, instr.Value))
		} else {
			s.share(s.get(f, instr.Value))
		}
	case *ssa.Slice:
		f.env[instr] = s.slice(f, instr)
	case *ssa.Store:
		if a, ok := s.pointee(s.get(f, instr.Addr)); ok {
			v := s.get(f, instr.Val)
			if _, known := v.(*structVal); !known && isAggregate(instr.Val.Type()) {
				v = &structVal{unknown: true}
			}
			s.store(a, v)
		} else {
			s.cut = true // a nil pointer
		}
	case *ssa.UnOp:
		return x.unop(s, i, f, instr)
	case *ssa.BinOp:
		f.env[instr] = s.binop(instr, s.get(f, instr.X), s.get(f, instr.Y))
	case *ssa.Extract:
		f.env[instr] = s.extract(s.get(f, instr.Tuple), instr.Index, instr.Type())
	case *ssa.TypeAssert:
		return x.typeAssert(s, i, f, instr)
	case *ssa.Range:
		f.env[instr] = iterator{over: s.get(f, instr.X)}
	case *ssa.Next:
		f.env[instr] = s.next(f, instr)
	case *ssa.Jump:
		s.enter(f, f.block.Succs[0])
	case *ssa.If:
		return x.branch(s, i, f, instr)
	case *ssa.Return:
		x.returns(s, i, f, instr)
	case *ssa.RunDefers:
		if len(f.defers) > 0 {
			f.index-- // come back until none is left
			x.runDefer(s, i, f)
		}
	case *ssa.Panic:
		s.dead = true
	case *ssa.Send:
		s.wait(i, &op{kind: opChan, instr: instr, cases: []chanCase{{true, s.get(f, instr.Chan), s.get(f, instr.X)}}})
	case *ssa.Select:
		o := &op{kind: opChan, instr: instr, deflt: !instr.Blocking}
		for _, st := range instr.States {
			c := chanCase{send: st.Dir == types.SendOnly, ch: s.get(f, st.Chan)}
			if c.send {
				c.val = s.get(f, st.Send)
			}
			o.cases = append(o.cases, c)
		}
		s.wait(i, o)
	case *ssa.Go:
		x.spawn(s, i, f, instr)
	case *ssa.Defer:
		fn, args := s.operands(f, &instr.Call)
		f.defers = append(f.defers, deferred{instr, fn, args})
	case *ssa.Call:
		fn, args := s.operands(f, &instr.Call)
		return x.call(s, i, instr, fn, args)
	case *ssa.DebugRef:
	default:
		if v, ok := instr.(ssa.Value); ok {
			f.env[v] = s.fresh()
		}
	}
	return nil
}

// wait says that goroutine i has come to o.
func (s *state) wait(i int, o *op) { s.goroutine(i).op = o }

// get returns the value of v in the frame.
func (s *state) get(f *frame, v ssa.Value) value {
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil {
			return zero(v.Type())
		}
		return constVal{v.Value}
	case *ssa.Function:
		return &funcVal{fn: v}
	case *ssa.Global:
		obj, ok := s.globals[v]
		if !ok {
			obj = s.newObject(object{lazy: true, shared: true, global: true})
			s.globals[v] = obj
		}
		return addr{obj: obj}
	case *ssa.Builtin:
		return nil
	}
	if val, ok := f.env[v]; ok {
		return s.resolve(val)
	}
	val := s.fresh()
	f.env[v] = val
	return val
}

// step returns the address of a part of what v points to.
func (s *state) step(v value, step string) value {
	if a, ok := s.pointee(v); ok {
		return addr{a.obj, a.path + step}
	}
	s.cut = true // a nil pointer
	return nilVal{}
}

func (s *state) elemAddr(v, index value) value {
	step := "[" + key(index) + "]"
	switch v := s.resolve(v).(type) {
	case sliceVal:
		if n, ok := asInt(index); ok && n >= v.n {
			s.cut = true
		}
		s.anyElement(v.obj, index)
		return addr{v.obj, step}
	case addr:
		s.anyElement(v.obj, index)
		return addr{v.obj, v.path + step}
	case symbol:
		return s.step(v, step)
	}
	s.cut = true
	return nilVal{}
}

// anyElement notes that an element is used of which nobody knows which it is.
func (s *state) anyElement(obj int, index value) {
	if _, known := asInt(index); !known && !s.object(obj).lazy {
		s.shareObject(obj)
		s.write(obj).lazy = true
	}
}

func (s *state) slice(f *frame, instr *ssa.Slice) value {
	if instr.Low != nil || instr.Max != nil {
		return s.fresh()
	}
	var n int
	known := false
	if instr.High != nil {
		n, known = asInt(s.get(f, instr.High))
	}
	switch v := s.get(f, instr.X).(type) {
	case addr: // of an array
		if instr.High == nil {
			if p, ok := instr.X.Type().Underlying().(*types.Pointer); ok {
				if a, ok := p.Elem().Underlying().(*types.Array); ok {
					n, known = int(a.Len()), true
				}
			}
		}
		if known && v.path == "" && n <= maxElems {
			return sliceVal{v.obj, n}
		}
	case sliceVal:
		if instr.High == nil {
			return v
		}
		if known && n <= v.n {
			return sliceVal{v.obj, n}
		}
	}
	return s.fresh()
}

func (s *state) lookup(f *frame, instr *ssa.Lookup) value {
	m, k := s.get(f, instr.X), s.get(f, instr.Index)
	result := func(v value, ok value) value {
		if instr.CommaOk {
			return &tupleVal{[]value{v, ok}}
		}
		return v
	}
	a, isObj := m.(addr)
	if !isObj {
		if _, isNil := m.(nilVal); isNil {
			return result(zero(elemType(instr)), boolVal(false))
		}
		text := key(m) + "[" + key(k) + "]"
		return result(s.ask(text), s.ask("in "+text))
	}
	o := s.object(a.obj)
	if v, ok := o.cells["["+key(k)+"]"]; ok {
		return result(v, boolVal(true))
	}
	if len(o.cells) == 0 && !o.lazy && !o.shared {
		return result(zero(elemType(instr)), boolVal(false))
	}
	s.shareObject(a.obj) // it may be any of them
	return result(s.fresh(), s.fresh())
}

func elemType(instr *ssa.Lookup) types.Type {
	t := instr.Type()
	if tuple, ok := t.(*types.Tuple); ok {
		return tuple.At(0).Type()
	}
	return t
}

func (s *state) extract(tuple value, i int, t types.Type) value {
	switch v := tuple.(type) {
	case *tupleVal:
		if i < len(v.vs) && v.vs[i] != nil {
			return v.vs[i]
		}
	case symbol:
		return s.ask(fmt.Sprintf("%d.%d", v, i))
	}
	return zero(t)
}

// iterator is a range over a map or string that has come to element n.
type iterator struct {
	over value
	n    int
}

// next advances an iterator.
func (s *state) next(f *frame, instr *ssa.Next) value {
	it, ok := f.env[instr.Iter].(iterator)
	if !ok {
		return &tupleVal{[]value{s.fresh(), s.fresh(), s.fresh()}}
	}
	f.env[instr.Iter] = iterator{it.over, it.n + 1}
	elem := instr.Type().(*types.Tuple).At(2).Type()
	switch over := it.over.(type) {
	case nilVal:
		return &tupleVal{[]value{boolVal(false), s.fresh(), s.fresh()}}
	case addr:
		o := s.object(over.obj)
		if o.lazy || o.shared {
			break
		}
		steps := make(map[string]bool)
		for path := range o.cells {
			steps[path[:strings.IndexByte(path, ']')+1]] = true
		}
		keys := slices.Sorted(maps.Keys(steps))
		if it.n >= len(keys) {
			return &tupleVal{[]value{boolVal(false), s.fresh(), s.fresh()}}
		}
		return &tupleVal{[]value{boolVal(true), s.fresh(), s.load(addr{over.obj, keys[it.n]}, elem)}}
	}
	more := s.ask(fmt.Sprintf("next %d of %s", it.n, key(it.over)))
	return &tupleVal{[]value{s.resolve(more), s.fresh(), s.fresh()}}
}

// unop executes a unary operation; receiving is one that others see.
func (x *explorer) unop(s *state, i int, f *frame, instr *ssa.UnOp) []*state {
	v := s.get(f, instr.X)
	switch instr.Op {
	case token.ARROW:
		s.wait(i, &op{kind: opChan, instr: instr, cases: []chanCase{{ch: v}}})
	case token.MUL:
		a, ok := s.pointee(v)
		if !ok {
			s.cut = true
			return nil
		}
		f.env[instr] = s.load(a, instr.Type())
	case token.NOT:
		f.env[instr] = s.not(v)
	case token.SUB:
		if n, ok := asInt(v); ok {
			f.env[instr] = intVal(-n)
		} else {
			f.env[instr] = s.fresh()
		}
	default:
		f.env[instr] = s.fresh()
	}
	return nil
}

// notVal is the negation of an unknown boolean.
type notVal struct{ x symbol }

func (s *state) negation(v value) value {
	switch v := v.(type) {
	case symbol:
		return notVal{v}
	case notVal:
		return s.resolve(v.x)
	}
	return s.fresh()
}

func isInteger(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

// binop returns the result of an operation.
func (s *state) binop(instr *ssa.BinOp, a, b value) value {
	switch instr.Op {
	case token.EQL, token.NEQ:
		if eq, ok := s.equal(a, b); ok {
			return boolVal(eq == (instr.Op == token.EQL))
		}
		if s.isLess(a, b) || s.isLess(b, a) {
			return boolVal(instr.Op == token.NEQ)
		}
		ka, kb := key(a), key(b)
		if ka > kb {
			ka, kb = kb, ka
		}
		eq := s.resolve(s.ask(ka + " == " + kb))
		if sym, ok := eq.(symbol); ok {
			s.compares(sym, a, b)
		}
		if instr.Op == token.NEQ {
			return s.not(eq)
		}
		return eq
	}
	ca, okA := a.(constVal)
	cb, okB := b.(constVal)
	if okA && okB && ca.v != nil && cb.v != nil && ca.v.Kind() == cb.v.Kind() {
		switch instr.Op {
		case token.LSS, token.LEQ, token.GTR, token.GEQ:
			return boolVal(constant.Compare(ca.v, instr.Op, cb.v))
		case token.ADD, token.SUB, token.MUL:
			v := constant.BinaryOp(ca.v, instr.Op, cb.v)
			if n, ok := asInt(constVal{v}); ok && (n > maxInt || n < -maxInt) {
				return s.fresh() // so that counters do not make states differ for ever
			}
			return constVal{v}
		}
	}
	switch instr.Op {
	case token.LSS:
		return s.less(a, b)
	case token.GTR:
		return s.less(b, a)
	case token.LEQ:
		return s.not(s.less(b, a))
	case token.GEQ:
		return s.not(s.less(a, b))
	}
	return s.resolve(s.ask(fmt.Sprintf("%s %s %s", key(a), instr.Op, key(b))))
}

// less returns the unknown result of a < b, to which all comparisons come down.
func (s *state) less(a, b value) value { return s.resolve(s.ask(key(a) + " < " + key(b))) }

// isLess reports whether the path has decided that a < b.
func (s *state) isLess(a, b value) bool {
	x, ok := s.asked[key(a)+" < "+key(b)]
	if !ok {
		return false
	}
	is, known := asBool(s.resolve(x))
	return known && is
}

// not returns the negation of a boolean.
func (s *state) not(v value) value {
	if b, ok := asBool(v); ok {
		return boolVal(!b)
	}
	return s.negation(v)
}

// equal tells whether two values are equal, if that is known.
func (s *state) equal(a, b value) (eq, ok bool) {
	_, nilA := a.(nilVal)
	_, nilB := b.(nilVal)
	switch {
	case nilA && nilB:
		return true, true
	case nilA || nilB:
		v := a
		if nilA {
			v = b
		}
		if sym, isSym := v.(symbol); isSym {
			if s.nonNil[sym] {
				return false, true
			}
			return false, false
		}
		return false, true
	}
	ca, okA := a.(constVal)
	cb, okB := b.(constVal)
	if okA && okB && ca.v != nil && cb.v != nil && ca.v.Kind() == cb.v.Kind() {
		return constant.Compare(ca.v, token.EQL, cb.v), true
	}
	if pa, ok := a.(addr); ok {
		if pb, ok := b.(addr); ok {
			return pa == pb, true
		}
	}
	if _, ok := a.(symbol); ok && a == b {
		return true, true
	}
	return false, false
}

// branch goes on after a condition, in two states if it is unknown.
func (x *explorer) branch(s *state, i int, f *frame, instr *ssa.If) []*state {
	cond := s.get(f, instr.Cond)
	negated := false
	if n, ok := cond.(notVal); ok {
		cond, negated = s.resolve(n.x), true
	}
	if b, ok := asBool(cond); ok {
		s.enter(f, f.block.Succs[succ(b != negated)])
		return nil
	}
	sym, ok := cond.(symbol)
	if !ok {
		s.cut = true
		return nil
	}
	// A loop that nothing is known about goes round a few times only.
	from := loopTest(f.block)
	leave := x.leaves(from)
	if leave >= 0 && f.stays[from].n >= x.rounds {
		x.hurried = true
		s.decide(sym, (leave == 0) != negated)
		x.leave(s, f, from, leave)
		return nil
	}
	// One that starts goroutines does so at least once: nobody asks for no
	// workers.
	if leave >= 0 && f.stays[from].n == 0 && x.spawns[from] {
		s.decide(sym, (leave != 0) != negated)
		f.stay(from)
		s.enter(f, from.Succs[1-leave])
		return nil
	}
	choice := leave < 0 && chooses(instr.Cond)
	if choice {
		s.goroutine(i).chosen = true
	}
	t := s.clone()
	ft := t.top(i)
	for n, st := range []*state{s, t} {
		fr := f
		if n == 1 {
			fr = ft
		}
		st.decide(sym, (n == 0) != negated)
		if leave == n {
			x.leave(st, fr, from, n)
			continue
		}
		if leave >= 0 {
			fr.stay(from)
		}
		if choice && s.gs[i].oneOfMany() && x.givesOnly(from.Succs[1-n]) {
			st.declined = true
		}
		st.enter(fr, from.Succs[n])
	}
	return []*state{t}
}

// chooses reports whether a condition compares data: two values, or numbers.
// What a call has returned is no such data; it can be the same for all.
func chooses(cond ssa.Value) bool {
	cmp, ok := cond.(*ssa.BinOp)
	if !ok {
		return false
	}
	_, constX := cmp.X.(*ssa.Const)
	_, constY := cmp.Y.(*ssa.Const)
	return !constX && !constY || isInteger(cmp.X.Type())
}

// leave leaves a loop by successor n of the block that ends it.
func (x *explorer) leave(s *state, f *frame, from *ssa.BasicBlock, n int) {
	if !f.stays[from].gave && x.gives[from] {
		s.hollow = true
	}
	delete(f.stays, from)
	s.enter(f, from.Succs[n])
}

// stay counts that an unknown condition has kept the loop going.
func (f *frame) stay(b *ssa.BasicBlock) {
	if f.stays == nil {
		f.stays = make(map[*ssa.BasicBlock]stay)
	}
	st := f.stays[b]
	st.n++
	f.stays[b] = st
}

// gave notes that goroutine i has done something that others may wait for.
func (s *state) gave(i int) {
	for n, f := range s.gs[i].frames {
		for b, st := range f.stays {
			if !st.gave {
				st.gave = true
				s.frame(i, n).stays[b] = st
			}
		}
	}
}

func succ(b bool) int {
	if b {
		return 0
	}
	return 1
}

// enter goes to a block of the frame's function and sets its phis.
func (s *state) enter(f *frame, b *ssa.BasicBlock) {
	pred := -1
	for n, p := range b.Preds {
		if p == f.block {
			pred = n
		}
	}
	var phis []*ssa.Phi
	var vals []value
	for _, instr := range b.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		phis = append(phis, phi)
		vals = append(vals, s.get(f, phi.Edges[pred]))
	}
	for n, phi := range phis {
		f.env[phi] = vals[n]
	}
	f.block, f.index = b, len(phis)
}

// typeAssert executes a type assertion or the case of a type switch.
func (x *explorer) typeAssert(s *state, i int, f *frame, instr *ssa.TypeAssert) []*state {
	v := s.get(f, instr.X)
	result := func(s *state, f *frame, v value, ok bool) {
		switch {
		case instr.CommaOk && ok:
			f.env[instr] = &tupleVal{[]value{v, boolVal(true)}}
		case instr.CommaOk:
			f.env[instr] = &tupleVal{[]value{zero(instr.AssertedType), boolVal(false)}}
		case ok:
			f.env[instr] = v
		default:
			s.cut = true
		}
	}
	switch v := v.(type) {
	case *ifaceVal:
		if types.IsInterface(instr.AssertedType) {
			result(s, f, v, types.AssertableTo(instr.AssertedType.Underlying().(*types.Interface), v.typ) && types.Implements(v.typ, instr.AssertedType.Underlying().(*types.Interface)))
		} else {
			result(s, f, v.v, types.Identical(v.typ, instr.AssertedType))
		}
	case nilVal:
		result(s, f, nil, false)
	default:
		asserted := s.ask(fmt.Sprintf("%s.(%v)", key(v), instr.AssertedType))
		if !instr.CommaOk {
			f.env[instr] = asserted
			break
		}
		f.env[instr] = &tupleVal{[]value{asserted, s.ask(fmt.Sprintf("%s is %v", key(v), instr.AssertedType))}}
	}
	return nil
}

// makeChan makes a channel. One whose capacity is unknown never blocks.
func (s *state) makeChan(instr *ssa.MakeChan, size value) value {
	n, _ := asInt(size)
	return addr{obj: s.newObject(object{site: instr, ch: &channel{size: size, outside: n > maxElems}})}
}

// equation says that an unknown boolean is whether x is v.
type equation struct {
	x symbol
	v value
}

// compares notes what sym, a comparison of a and b, means for them.
func (s *state) compares(sym symbol, a, b value) {
	if _, ok := a.(symbol); !ok {
		a, b = b, a
	}
	x, ok := a.(symbol)
	if _, both := b.(symbol); ok && !both {
		s.means[sym] = equation{x, b}
	}
}

// decide sets an unknown boolean.
func (s *state) decide(sym symbol, b bool) {
	s.known[sym] = boolVal(b)
	eq, ok := s.means[sym]
	if !ok {
		return
	}
	if b {
		s.known[eq.x] = eq.v
		if v, ok := eq.v.(*ifaceVal); ok && !types.IsInterface(v.typ) {
			// Only those that make such a value send it.
			s.hollow = true
		}
	} else if _, isNil := eq.v.(nilVal); isNil {
		s.nonNil[eq.x] = true
	}
}
