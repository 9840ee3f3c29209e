package interleave

import (
	"fmt"
	"go/token"
	"go/types"

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
			if x.steps++; x.steps > x.limit || len(out)+len(work) > maxForks {
				x.giveUp(s)
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
		s.share(s.get(f, instr.Key)) // a range over the map gives it to anybody
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
	return addr{obj: s.newObject(object{site: instr, ch: &channel{size: size, outside: n > maxElems, vague: n > maxElems}})}
}
