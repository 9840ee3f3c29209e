package model

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/suppress"
	"github.com/conclint/conclint/internal/syncop"
)

// builder makes the model of one package.
type builder struct {
	pass       *analysis.Pass
	pkg        *ssa.Package
	places     *place.Table
	directives *suppress.Directives
	imported   *imports
	graph      *callGraph
	funcs      map[*ssa.Function]*Func
	order      []*Func // the order in which they were analysed: callees first
	aliases    aliases
	relations  relations
	kept       kept
	owners     owners
	unset      map[field]bool                   // fields that are always nil
	dead       map[*ssa.Function]bool           // functions that only dead code names
	tokens     map[string]bool                  // classes of locks that another object releases
	replaced   map[string]bool                  // package-level pointers that functions set
	results    map[*ssa.Function][]*place.Place // what results denote; nil while being found out
	nonNil     map[*ssa.Function]bool
	asking     map[*ssa.Function]bool // what functions they return; for recursion
	printers   map[*ssa.Function][]printer
	edges      edgeSet
	contexts   contexts
	callers    map[string]bool                  // classes of locks under which unknown code is called
	foreign    map[string]foreignness           // classes of locks released by functions that did not take them
	handed     map[*place.Place][]*ssa.Function // who releases locks without having taken them
	consumed   map[token.Pos]bool               // acquisitions whose lock a caller releases
	quiets     map[quietName]bool               // names in directives that importers are told of
	declared   []Declared
	undeclared []Undeclared
	current    *ssa.Function // being analysed, for the message should we panic
}

// analyse computes the summary of every function, callees first. Locks says that
// the package itself uses some.
func (b *builder) analyse(sources []*ssa.Function, locks bool) {
	for _, fn := range sources {
		b.places.AddCells(fn)
	}
	b.findUnset(sources)
	b.aliases = findAliases(sources)
	b.places.Call = b.resultPlace
	b.places.Load = b.loadPlace
	b.findRelations(sources)
	b.findTokens(sources)
	b.findReplaced(sources)
	b.findOwners(sources)
	b.findKept(sources, locks)
	for _, scc := range b.graph.components(sources) {
		b.component(scc)
	}
}

// component analyses mutually recursive functions, again and again until
// their summaries no longer grow.
func (b *builder) component(scc []*ssa.Function) {
	for _, fn := range scc {
		f := &Func{Fn: fn, Summary: new(Summary)}
		b.funcs[fn] = f
		b.order = append(b.order, f)
	}
	recursive := len(scc) > 1 || b.graph.callsItself(scc[0])
	rounds := maxRounds
	if len(scc) > maxSCC {
		rounds = 1
	}
	for range rounds {
		changed := false
		for _, fn := range scc {
			b.current = fn
			f := b.funcs[fn]
			before := f.Summary.size()
			newSolver(b, f).solve()
			changed = changed || f.Summary.size() != before
		}
		if !recursive || !changed {
			break
		}
	}
	b.current = nil
}

// size grows with what a summary says.
func (s *Summary) size() int {
	return len(s.Events) + len(s.Keeps) + 1000*len(s.Outcomes) + 100*len(s.Unclear) + 100*len(s.Needs)
}

// summary returns what is known of fn, or nil if that is nothing.
func (b *builder) summary(fn *ssa.Function) *Summary {
	fn = origin(fn)
	if f := b.funcs[fn]; f != nil {
		return f.Summary
	}
	if fn.Blocks == nil {
		if obj, ok := fn.Object().(*types.Func); ok {
			return b.imported.summary(obj)
		}
	}
	return nil
}

// effect returns what the table knows about the function that a call names.
func effect(call *ssa.CallCommon) (syncop.Effect, bool) {
	if call.IsInvoke() {
		return syncop.Lookup(call.Method)
	}
	// The wrapper that binds a method value to its receiver passes for the
	// method, but has no argument for it; its body has the real call.
	if fn := call.StaticCallee(); fn != nil && len(fn.FreeVars) == 0 {
		if obj, ok := origin(fn).Object().(*types.Func); ok {
			return syncop.Lookup(obj)
		}
	}
	return syncop.Effect{}, false
}

// arg returns argument i of the call, the receiver being number 0.
func arg(call *ssa.CallCommon, i int) ssa.Value {
	if call.IsInvoke() {
		if i == 0 {
			return call.Value
		}
		i--
	}
	if i < len(call.Args) {
		return call.Args[i]
	}
	return nil
}

// target is a function that a call may reach, seen from the caller.
type target struct {
	fn       *ssa.Function
	sum      *Summary
	args     []*place.Place // parameters
	bindings []*place.Place // free variables
	base     *place.Place   // what stands for boundTo in the function's places
	boundTo  *place.Place
	makers   []*ssa.Call // the calls that returned the literal, that of the function that makes it first
	exact    bool        // the call reaches this function and no other
}

// targets returns the functions that a call may reach and of which something
// is known.
func (b *builder) targets(call ssa.CallInstruction) []target {
	common := call.Common()
	if common.IsInvoke() {
		var out []target
		args := b.argPlaces(common)
		for _, fn := range b.dynamic(call) {
			out = b.addTarget(out, target{fn: fn, args: args})
		}
		return out
	}
	args := make([]*place.Place, len(common.Args))
	for i, a := range common.Args {
		args[i] = b.places.Of(a)
	}
	if t, ok := b.function(common.Value); ok {
		if t.fn != nil {
			t.args = args
		}
		return b.addTarget(nil, t)
	}
	var out []target
	for _, fn := range b.dynamic(call) {
		t := target{fn: fn, args: args}
		b.bind(&t, common.Value)
		out = b.addTarget(out, t)
	}
	return out
}

// dynamic returns the functions that a dynamic call may reach.
func (b *builder) dynamic(call ssa.CallInstruction) []*ssa.Function {
	fns := b.graph.dynamic(call)
	if !slices.ContainsFunc(fns, func(fn *ssa.Function) bool { return b.dead[fn] }) {
		return fns
	}
	return slices.DeleteFunc(slices.Clone(fns), func(fn *ssa.Function) bool { return b.dead[fn] })
}

func (b *builder) argPlaces(common *ssa.CallCommon) []*place.Place {
	args := []*place.Place{b.places.Of(common.Value)}
	for _, a := range common.Args {
		args = append(args, b.places.Of(a))
	}
	return args
}

// function returns the function that the value v is, if that is one and can be
// told.
func (b *builder) function(v ssa.Value) (target, bool) {
	if p := b.places.Of(v); p.Kind == place.Local {
		v = p.Value
	}
	switch v := v.(type) {
	case *ssa.Function:
		return b.withSummary(target{fn: v, exact: true})
	case *ssa.MakeClosure:
		t := target{fn: v.Fn.(*ssa.Function), exact: true}
		for _, x := range v.Bindings {
			t.bindings = append(t.bindings, b.places.Of(x))
		}
		return b.withSummary(t)
	case *ssa.Call:
		return b.returnedFunction(v, 0)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			return b.returnedFunction(call, v.Index)
		}
	}
	return target{}, false
}

func (b *builder) withSummary(t target) (target, bool) {
	t.sum = b.summary(t.fn)
	return t, true
}

// addTarget adds t, a function that a call may reach, unless nothing is known
// of it.
func (b *builder) addTarget(out []target, t target) []target {
	if t.fn != nil {
		t.fn = origin(t.fn)
		t.sum = b.summary(t.fn)
	}
	if !t.sum.pure() {
		out = append(out, t)
	}
	return out
}

// subst translates a place of t's summary into one of the caller, which makes
// the call at instr. What has no name there becomes "some object of its
// class", and what has no class either becomes nil.
func (b *builder) subst(caller *ssa.Function, instr ssa.CallInstruction, t *target, p *place.Place) *place.Place {
	if p.Kind == place.HasKey {
		return b.hasKey(instr, b.subst(caller, instr, t, p.Parent), p.Name)
	}
	if t.base != nil {
		if q := b.rebase(p, t.boundTo, t.base); q != nil {
			return q
		}
	}
	q := b.places.Subst(p, func(root *place.Place) *place.Place {
		switch root.Kind {
		case place.Param:
			if root.Index < len(t.args) {
				return t.args[root.Index]
			}
		case place.FreeVar:
			if root.Index < len(t.bindings) {
				return t.bindings[root.Index] // may be nil
			}
		case place.Result:
			if v := resultOf(instr, root.Index); v != nil {
				return b.places.Of(v)
			}
		case place.Local:
			// A literal that is only known by what variables may hold
			// can belong to another run of the enclosing function.
			if len(t.makers) > 0 && root.Value.Parent() != caller {
				return b.passed(t.makers, root)
			}
			if t.exact && callee.Encloses(root.Value.Parent(), caller) {
				return root
			}
		}
		return nil
	})
	if q == nil {
		return b.places.Some(p)
	}
	return q
}

// rebase returns p with the prefix from replaced by to, or nil if p does not
// begin with it.
func (b *builder) rebase(p, from, to *place.Place) *place.Place {
	if p == from {
		return to
	}
	if p.Parent == nil {
		return nil
	}
	q := b.rebase(p.Parent, from, to)
	if q == nil {
		return nil
	}
	switch p.Kind {
	case place.Field:
		return b.places.FieldLike(q, p)
	case place.Deref:
		return b.places.Deref(q)
	case place.Elem:
		return b.places.Elem(q, p.Key)
	case place.ReadSide, place.Len:
		return b.places.Step(p.Kind, q)
	}
	return nil
}

// resultOf returns the value that is result i of a call, or nil if it is not
// used.
func resultOf(instr ssa.CallInstruction, i int) ssa.Value {
	call, ok := instr.(*ssa.Call)
	if !ok {
		return nil
	}
	if call.Call.Signature().Results().Len() == 1 {
		return call
	}
	for _, ref := range *call.Referrers() {
		if e, ok := ref.(*ssa.Extract); ok && e.Index == i {
			return e
		}
	}
	return nil
}

// lift translates a place of fn's body into one of its summary. What has no
// name there becomes "some object of its class", and what has no class either
// becomes nil.
func (b *builder) lift(fn *ssa.Function, p *place.Place, results map[ssa.Value]int) *place.Place {
	q := b.places.Subst(p, func(root *place.Place) *place.Place {
		if root.Kind != place.Local {
			return root
		}
		if param, ok := root.Value.(*ssa.Parameter); ok && param.Parent() == fn {
			for i, q := range fn.Params {
				if q == param {
					return b.places.Root(place.Param, i)
				}
			}
		}
		if m, key := keyOf(root.Value); m != nil && slices.Contains(fn.Params, m) {
			return b.places.HasKey(b.places.Root(place.Param, slices.Index(fn.Params, m)), key)
		}
		if i, ok := results[root.Value]; ok {
			return b.places.Root(place.Result, i)
		}
		if outer := root.Value.Parent(); outer != nil && outer != fn && callee.Encloses(outer, fn) {
			return root
		}
		return nil
	})
	if q == nil {
		return b.places.Some(p)
	}
	return q
}
