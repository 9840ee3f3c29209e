package interleave

import (
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

// target is a function with what it is called with.
type target struct {
	fn   *ssa.Function
	free []value
	args []value
}

// resolve returns the function that a call reaches, if that is one.
func (x *explorer) resolve(s *state, common *ssa.CallCommon, fn value, args []value) (target, bool) {
	if common.IsInvoke() {
		recv, ok := args[0].(*ifaceVal)
		if !ok || recv.typ == nil || types.IsInterface(recv.typ) {
			return target{}, false
		}
		m := x.method(recv.typ, common.Method)
		if m == nil {
			return target{}, false
		}
		return target{fn: m, args: append([]value{recv.v}, args[1:]...)}, true
	}
	fv, ok := fn.(*funcVal)
	if !ok {
		return target{}, false
	}
	return target{fv.fn, fv.free, args}, true
}

func (x *explorer) method(t types.Type, m *types.Func) *ssa.Function {
	sel := x.prog.MethodSets.MethodSet(t).Lookup(m.Pkg(), m.Name())
	if sel == nil {
		return nil
	}
	return x.prog.MethodValue(sel)
}

// effect returns what the table knows of a call.
func effect(common *ssa.CallCommon, c target) (syncop.Effect, bool) {
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
	if x.shallow && s.apart(c) {
		x.unknown(s, i, instr, c.args)
		return nil
	}
	x.push(s, i, c, instr)
	return nil
}

// push enters a function.
func (x *explorer) push(s *state, i int, c target, instr ssa.Instruction) {
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

func (x *explorer) start(s *state, by int, c target, site ssa.Instruction, group *addr) {
	if len(s.gs) >= maxGoroutines {
		x.giveUp(s)
		return
	}
	s.gs = append(s.gs, &goroutine{owner: s.own, site: site, by: by, group: group})
	s.spared = 0
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

// resultOf returns what a library function returns of which e is known.
func (s *state) resultOf(e syncop.Effect, results *types.Tuple) value {
	v := s.unknownOf(results)
	if x, ok := v.(symbol); ok && e.NonNil {
		s.nonNil[x] = true
	}
	return v
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
func (x *explorer) foreign(s *state, i int, instr ssa.CallInstruction, c target) {
	quiet := c.fn.Pkg != nil && passive(c.fn.Pkg.Pkg.Path()) && !returnsReferences(c.fn.Signature.Results())
	for _, a := range c.args {
		if _, isFunc := a.(*funcVal); isFunc || !quiet {
			s.share(a)
		} else if writes(c.fn) {
			s.overwrite(a)
		}
	}
	e, _ := effect(instr.Common(), c)
	s.setResult(i, instr, s.resultOf(e, instr.Common().Signature().Results()))
}

// writes reports whether a function of std writes to what it gets pointers to: it
// decodes, or looks for an error of some type.
func writes(fn *ssa.Function) bool {
	path := fn.Pkg.Pkg.Path()
	return strings.HasPrefix(path, "encoding/") || path == "errors" && fn.Name() == "As"
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
