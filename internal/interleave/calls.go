package interleave

import (
	"fmt"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/syncop"
)

// This file executes calls.

// operands returns the function and the arguments of a call; of a method
// called through an interface, the receiver is the first argument.
func (s *state) operands(f *frame, common *ssa.CallCommon) (fn value, args []value) {
	if common.IsInvoke() {
		args = append(args, s.get(f, common.Value))
	} else {
		fn = s.get(f, common.Value)
	}
	for _, a := range common.Args {
		args = append(args, s.get(f, a))
	}
	return fn, args
}

// callee is a function with what it is called with.
type callee struct {
	fn   *ssa.Function
	free []value
	args []value
}

// resolve returns the function that a call reaches, if that is one.
func (x *explorer) resolve(s *state, common *ssa.CallCommon, fn value, args []value) (callee, bool) {
	if common.IsInvoke() {
		recv, ok := args[0].(*ifaceVal)
		if !ok || recv.typ == nil || types.IsInterface(recv.typ) {
			return callee{}, false
		}
		m := x.method(recv.typ, common.Method)
		if m == nil {
			return callee{}, false
		}
		return callee{fn: m, args: append([]value{recv.v}, args[1:]...)}, true
	}
	fv, ok := fn.(*funcVal)
	if !ok {
		return callee{}, false
	}
	return callee{fv.fn, fv.free, args}, true
}

func (x *explorer) method(t types.Type, m *types.Func) *ssa.Function {
	sel := x.prog.MethodSets.MethodSet(t).Lookup(m.Pkg(), m.Name())
	if sel == nil {
		return nil
	}
	return x.prog.MethodValue(sel)
}

// effect returns what the table knows of a call.
func effect(common *ssa.CallCommon, c callee) (syncop.Effect, bool) {
	if common.IsInvoke() {
		if e, ok := syncop.Lookup(common.Method); ok {
			return e, true
		}
	}
	if c.fn == nil || len(c.free) > 0 {
		return syncop.Effect{}, false
	}
	fn := c.fn
	if o := fn.Origin(); o != nil {
		fn = o
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return syncop.Effect{}, false
	}
	return syncop.Lookup(obj)
}

// call executes a call, also a deferred one.
func (x *explorer) call(s *state, i int, instr ssa.CallInstruction, fn value, args []value) []*state {
	common := instr.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		x.builtin(s, i, instr, b.Name(), args)
		return nil
	}
	if c, ok := fn.(cancelVal); ok {
		s.wait(i, &op{kind: opCancel, instr: instr, at: addr{obj: c.ctx}, known: true})
		return nil
	}
	if _, isNil := fn.(nilVal); isNil {
		s.cut = true
		return nil
	}
	c, resolved := x.resolve(s, common, fn, args)
	if e, ok := effect(common, c); ok {
		x.library(s, i, instr, e, args)
		return nil
	}
	if !resolved {
		x.unknown(s, i, instr, args)
		return nil
	}
	if len(c.fn.Blocks) == 0 {
		x.foreign(s, i, instr, c)
		return nil
	}
	if x.inert(c.fn) {
		s.setResult(i, instr, s.unknownOf(common.Signature().Results()))
		return nil
	}
	x.push(s, i, c, instr)
	return nil
}

// push enters a function.
func (x *explorer) push(s *state, i int, c callee, instr ssa.Instruction) {
	g := s.goroutine(i)
	same := 0
	for _, f := range g.frames {
		if f.fn == c.fn {
			same++
		}
	}
	if len(g.frames) >= maxDepth || same > maxRecursion {
		x.giveUp(s)
		return
	}
	f := &frame{owner: s.own, fn: c.fn, block: c.fn.Blocks[0], env: make(map[ssa.Value]value), call: instr}
	for n, p := range c.fn.Params {
		if n < len(c.args) && c.args[n] != nil {
			f.env[p] = c.args[n]
		}
	}
	for n, fv := range c.fn.FreeVars {
		if n < len(c.free) {
			f.env[fv] = c.free[n]
		}
	}
	g.frames = append(g.frames, f)
}

// returns leaves a function. Its deferred calls have run.
func (x *explorer) returns(s *state, i int, f *frame, instr *ssa.Return) {
	var result value
	switch len(instr.Results) {
	case 0:
	case 1:
		result = s.get(f, instr.Results[0])
	default:
		t := &tupleVal{}
		for _, r := range instr.Results {
			t.vs = append(t.vs, s.get(f, r))
		}
		result = t
	}
	g := s.goroutine(i)
	g.frames = g.frames[:len(g.frames)-1]
	if f.once != nil {
		p := s.prim(*f.once)
		p.writer, p.done = 0, true
	}
	if len(g.frames) == 0 {
		if g.site == nil {
			s.share(result) // the caller has it
		}
		x.end(s, i)
		return
	}
	s.setResult(i, f.call, s.notNil(instr.Parent().Signature.Results(), result))
}

// notNil is the result of a function of the given type without the channels
// that are nil. Such a function has others to return, so that the nil stands for
// something that its callers rule out.
func (s *state) notNil(results *types.Tuple, result value) value {
	maybe := func(v value, t types.Type) value {
		if _, isNil := v.(nilVal); isNil && isChan(t) {
			return s.fresh()
		}
		return v
	}
	tuple, ok := result.(*tupleVal)
	if !ok {
		if results.Len() == 1 {
			return maybe(result, results.At(0).Type())
		}
		return result
	}
	out := &tupleVal{vs: slices.Clone(tuple.vs)}
	for n, v := range out.vs {
		out.vs[n] = maybe(v, results.At(n).Type())
	}
	return out
}

func isChan(t types.Type) bool {
	_, ok := t.Underlying().(*types.Chan)
	return ok
}

// end ends a goroutine.
func (x *explorer) end(s *state, i int) {
	g := s.goroutine(i)
	g.ended, g.frames = true, nil
	if g.group != nil {
		p := s.prim(*g.group)
		if p.count--; p.count < 0 && !p.unknown {
			s.dead = true // it panics
		}
	}
	if i == 0 && x.main {
		s.dead = true // the program ends
	}
}

// setResult gives a call its result.
func (s *state) setResult(i int, instr ssa.Instruction, v value) {
	if call, ok := instr.(*ssa.Call); ok && v != nil {
		s.top(i).env[call] = v
	}
}

// runDefer runs the last deferred call of the frame.
func (x *explorer) runDefer(s *state, i int, f *frame) {
	d := f.defers[len(f.defers)-1]
	f.defers = f.defers[:len(f.defers)-1]
	x.call(s, i, d.instr, d.fn, d.args)
}

// spawn starts a goroutine.
func (x *explorer) spawn(s *state, i int, f *frame, instr *ssa.Go) {
	fn, args := s.operands(f, &instr.Call)
	if c, ok := x.resolve(s, &instr.Call, fn, args); ok && len(c.fn.Blocks) > 0 {
		x.start(s, i, c, instr, nil)
		return
	}
	s.share(fn)
	for _, a := range args {
		s.share(a)
	}
}

func (x *explorer) start(s *state, by int, c callee, site ssa.Instruction, group *addr) {
	if len(s.gs) >= maxGoroutines {
		x.giveUp(s)
		return
	}
	s.gs = append(s.gs, &goroutine{owner: s.own, site: site, by: by, group: group})
	s.gave(by)
	x.push(s, len(s.gs)-1, c, nil)
}

// unknownOf returns values of which nothing is known.
func (s *state) unknownOf(results *types.Tuple) value {
	switch results.Len() {
	case 0:
		return nil
	case 1:
		return s.fresh()
	}
	t := &tupleVal{}
	for range results.Len() {
		t.vs = append(t.vs, s.fresh())
	}
	return t
}

// unknown executes a call that may do anything with what it is given.
func (x *explorer) unknown(s *state, i int, instr ssa.CallInstruction, args []value) {
	for _, a := range args {
		s.share(a)
	}
	s.setResult(i, instr, s.unknownOf(instr.Common().Signature().Results()))
}

// foreign executes a call of a function of another package. Most of std does
// nothing with what it is given that matters here.
func (x *explorer) foreign(s *state, i int, instr ssa.CallInstruction, c callee) {
	quiet := c.fn.Pkg != nil && passive(c.fn.Pkg.Pkg.Path()) && !returnsReferences(c.fn.Signature.Results())
	for _, a := range c.args {
		if _, isFunc := a.(*funcVal); isFunc || !quiet {
			s.share(a)
		}
	}
	s.setResult(i, instr, s.unknownOf(instr.Common().Signature().Results()))
}

// returnsReferences reports whether results may lead to what the function was
// given. Errors are taken to say no more than their text.
func returnsReferences(results *types.Tuple) bool {
	for v := range results.Variables() {
		if _, basic := v.Type().Underlying().(*types.Basic); !basic && !isError(v.Type()) {
			return true
		}
	}
	return false
}

// passive reports whether the functions of a package of std keep nothing of
// what they are given, and call none of its methods that could matter.
func passive(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	switch first {
	case "fmt", "log", "errors", "strings", "strconv", "bytes", "encoding", "sort", "math", "time", "path", "unicode", "reflect", "testing", "slices", "maps", "hash", "crypto", "regexp", "runtime", "os":
		return path != "os/signal"
	}
	return false
}

// library executes a call of a function of the table.
func (x *explorer) library(s *state, i int, instr ssa.CallInstruction, e syncop.Effect, args []value) {
	results := instr.Common().Signature().Results()
	var operand value
	if e.Operand < len(args) {
		operand = args[e.Operand]
	}
	o := &op{instr: instr, mode: e.Mode}
	if iface, ok := operand.(*ifaceVal); ok {
		operand = iface.v // a Locker
	}
	if read, ok := operand.(readSide); ok {
		operand, o.mode = read.lock, syncop.Read
	}
	switch e.Kind {
	case syncop.CallOnce:
		o.kind, o.once = opOnce, operand
		operand = args[0]
		fallthrough
	case syncop.Acquire, syncop.TryAcquire, syncop.Release, syncop.CondWait, syncop.CondWake, syncop.Wait, syncop.Count:
		if a, ok := s.pointee(operand); ok {
			o.at, o.known = a, true
		}
	}
	switch e.Kind {
	case syncop.Acquire, syncop.TryAcquire:
		o.kind, o.try = opLock, e.Kind == syncop.TryAcquire
		s.wait(i, o)
	case syncop.Release:
		o.kind = opUnlock
		s.wait(i, o)
	case syncop.CondWait:
		o.kind = opSleep
		if a, ok := s.pointee(s.load(addr{o.at.obj, o.at.path + condL}, types.Typ[types.UnsafePointer])); ok && o.known {
			o.l = &a
		}
		if iface, ok := s.object(o.at.obj).cells[o.at.path+condL].(*ifaceVal); ok {
			if a, ok := s.pointee(iface.v); ok {
				o.l = &a
			}
		}
		s.wait(i, o)
	case syncop.CondWake:
		o.kind, o.all = opSignal, e.All
		s.wait(i, o)
	case syncop.Wait:
		o.kind = opWait
		s.wait(i, o)
	case syncop.Count:
		o.kind, o.n = opAdd, -1
		if e.Amount > 0 {
			n, ok := asInt(args[e.Amount])
			if !ok {
				s.prim(o.at).unknown = true
			}
			o.n = n
		}
		s.wait(i, o)
	case syncop.NewCond:
		obj := s.newObject(object{cells: map[string]value{condL: operandOf(args)}})
		s.setResult(i, instr, addr{obj: obj})
	case syncop.ReadSide:
		s.setResult(i, instr, readSide{operand})
	case syncop.Spawn:
		fv, ok := args[e.Operand].(*funcVal)
		if !ok || len(fv.fn.Blocks) == 0 {
			x.unknown(s, i, instr, args)
			return
		}
		s.setResult(i, instr, s.unknownOf(results))
		a, ok := args[0].(addr)
		switch {
		case ok && (x.care.early || results.Len() == 0 && s.prim(a).limit > 0):
			o.kind, o.at, o.known, o.n, o.start = opAdd, a, true, 1, fv
			s.wait(i, o)
		case ok:
			s.prim(a).count++
			x.raises(s, i)
			x.start(s, i, callee{fv.fn, fv.free, nil}, instr, &a)
		default:
			x.start(s, i, callee{fv.fn, fv.free, nil}, instr, nil)
		}
	case syncop.MakeGroup:
		s.setResult(i, instr, s.makeGroup(instr, results))
	case syncop.Limit:
		s.limit(operand, args[e.Amount])
	case syncop.MakeSemaphore:
		s.setResult(i, instr, s.semaphore(instr, operand))
	case syncop.Obtain, syncop.TryObtain, syncop.Return:
		s.wait(i, s.semaphoreOp(instr, e, args))
	case syncop.CallOnce:
		s.wait(i, o)
	case syncop.Call:
		x.unknown(s, i, instr, args)
	case syncop.Exit, syncop.Unwind:
		s.dead = true
	case syncop.RootContext:
		s.setResult(i, instr, &ifaceVal{results.At(0).Type(), addr{obj: s.newObject(object{})}})
	case syncop.DeriveContext:
		s.setResult(i, instr, args[0])
	case syncop.MakeCancel:
		s.setResult(i, instr, x.makeCancel(s, instr, e, args[0], results))
	case syncop.ContextDone:
		s.setResult(i, instr, s.done(args[0]))
	case syncop.ContextErr:
		s.setResult(i, instr, s.contextErr(args[0]))
	case syncop.TimerChan:
		s.setResult(i, instr, s.timerChan())
	case syncop.MakeTimer:
		s.setResult(i, instr, addr{obj: s.newObject(object{lazy: true, cells: map[string]value{".0": s.timerChan()}})})
	case syncop.AtomicLoad, syncop.AtomicStore, syncop.AtomicSwap, syncop.AtomicAdd, syncop.AtomicSwapIf:
		s.setResult(i, instr, s.atomic(e.Kind, args, results))
	case syncop.CallMethods:
		if fn := instr.Common().StaticCallee(); fn != nil {
			x.foreign(s, i, instr, callee{fn: fn, args: args})
		}
	default:
		// What is put into a Pool or a Map comes out elsewhere.
		for _, a := range args {
			s.share(a)
		}
		v := s.unknownOf(results)
		if x, ok := v.(symbol); ok && e.NonNil {
			s.nonNil[x] = true
		}
		s.setResult(i, instr, v)
	}
}

// condL is the path of a Cond's lock.
const condL = ".1"

func operandOf(args []value) value {
	if len(args) > 0 {
		return args[0]
	}
	return nilVal{}
}

// readSide is the Locker that RLocker returns.
type readSide struct{ lock value }

// timerChan returns a channel that the runtime sends on.
func (s *state) timerChan() value {
	return addr{obj: s.newObject(object{ch: &channel{size: intVal(1), outside: true}})}
}

// contextObject returns the object that a context is, if the scope made it.
func (s *state) contextObject(ctx value) (int, bool) {
	if iface, ok := ctx.(*ifaceVal); ok {
		if a, ok := iface.v.(addr); ok && a.path == "" && types.IsInterface(iface.typ) {
			return a.obj, true
		}
	}
	return 0, false
}

// makeCancel makes a context and its cancel function.
func (x *explorer) makeCancel(s *state, instr ssa.CallInstruction, e syncop.Effect, parent value, results *types.Tuple) value {
	site, _ := instr.(ssa.Value)
	ch := &channel{size: intVal(0), outside: e.Timed}
	obj := s.newObject(object{site: site, ch: ch})
	if p, ok := s.contextObject(parent); ok {
		if pch := s.object(p).ch; pch != nil {
			ch.closed = pch.closed
			ch.outside = ch.outside || pch.outside
			w := s.write(p)
			w.kids = append(w.kids, obj)
		}
	} else {
		ch.outside = true
	}
	return &tupleVal{[]value{&ifaceVal{results.At(0).Type(), addr{obj: obj}}, cancelVal{obj}}}
}

// done returns a context's done channel.
func (s *state) done(ctx value) value {
	if obj, ok := s.contextObject(ctx); ok {
		if s.object(obj).ch == nil {
			return nilVal{}
		}
		return addr{obj: obj}
	}
	return s.ask("done " + key(ctx))
}

func (s *state) contextErr(ctx value) value {
	obj, ok := s.contextObject(ctx)
	if !ok {
		return s.fresh()
	}
	ch := s.object(obj).ch
	switch {
	case ch == nil || !ch.outside && !ch.closed:
		return nilVal{}
	case ch.closed:
		v := s.fresh()
		s.nonNil[v] = true
		return v
	}
	return s.fresh()
}

// builtin executes a call of a built-in function.
func (x *explorer) builtin(s *state, i int, instr ssa.CallInstruction, name string, args []value) {
	var v value
	switch name {
	case "close":
		s.wait(i, &op{kind: opClose, instr: instr, cases: []chanCase{{ch: args[0]}}})
		return
	case "len", "cap":
		v = s.length(name, args[0])
	case "append":
		v = s.appendTo(args)
	case "panic":
		s.dead = true
		return
	case "recover":
		v = nilVal{}
	case "copy", "min", "max":
		v = s.fresh()
	case "delete":
		if a, ok := args[0].(addr); ok {
			delete(s.write(a.obj).cells, "["+key(args[1])+"]")
		}
		return
	case "ssa:wrapnilchk":
		v = args[0]
	default:
		v = s.unknownOf(instr.Common().Signature().Results())
	}
	s.setResult(i, instr, v)
}

func (s *state) length(name string, v value) value {
	switch v := v.(type) {
	case sliceVal:
		return intVal(v.n)
	case nilVal:
		return intVal(0)
	case addr:
		o := s.object(v.obj)
		switch {
		case o.ch != nil && name == "cap" && !o.ch.outside:
			return s.resolve(o.ch.size)
		case o.ch != nil && !o.ch.outside:
			return intVal(len(o.ch.buf))
		case o.ch == nil && !o.lazy && !o.shared:
			return intVal(len(o.cells)) // a map
		}
		return s.fresh()
	}
	return s.ask(name + " " + key(v))
}

// appendTo appends to a slice whose elements are known, in an array of its own.
func (s *state) appendTo(args []value) value {
	n := 0
	obj := s.newObject(object{})
	for _, a := range args {
		switch a := a.(type) {
		case nilVal:
		case sliceVal:
			if n+a.n > maxElems {
				return s.fresh()
			}
			for path, c := range s.object(a.obj).cells {
				var k int
				if _, err := fmt.Sscanf(path, "[%d]", &k); err == nil && k < a.n {
					end := strings.IndexByte(path, ']')
					s.write(obj).cells[fmt.Sprintf("[%d]%s", n+k, path[end+1:])] = c
				}
			}
			n += a.n
		default:
			for _, b := range args {
				s.share(b)
			}
			return s.fresh()
		}
	}
	return sliceVal{obj, n}
}
