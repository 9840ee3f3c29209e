package ends

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/syncop"
)

// actors knows in which goroutines the functions of a package run.
type actors struct {
	fns     []*ssa.Function
	pkg     *types.Package
	in      map[*ssa.Function]bool
	uses    map[*ssa.Function][]use
	invoked map[string]bool // methods that are called through interfaces
	exposed map[*types.TypeName]bool
	memo    map[*ssa.Function][]*start
	started map[*ssa.Function]*start
	anybody *start
}

// start is how a goroutine comes to be: by a go statement or the like, or, if
// goes is nil, somewhere outside the package.
type start struct {
	goes ssa.Instruction
	fn   *ssa.Function
}

// use is a use of a function.
type use struct {
	instr ssa.Instruction
	by    *ssa.Function
	how   how
}

type how uint8

const (
	calls how = iota // called, in the goroutine of the caller
	goes             // started in one of its own
	given            // given away: anybody may call it
)

func newActors(fns []*ssa.Function) *actors {
	a := &actors{
		fns:     fns,
		in:      make(map[*ssa.Function]bool),
		uses:    make(map[*ssa.Function][]use),
		invoked: make(map[string]bool),
		memo:    make(map[*ssa.Function][]*start),
		started: make(map[*ssa.Function]*start),
		anybody: new(start),
	}
	for _, fn := range fns {
		a.in[fn] = true
		if fn.Pkg != nil {
			a.pkg = fn.Pkg.Pkg
		}
	}
	a.exposed = exposed(a.pkg)
	for _, fn := range fns {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if mi, ok := instr.(*ssa.MakeInterface); ok {
					a.exposed[typeName(mi.X.Type())] = true
				}
				a.instr(fn, instr)
			}
		}
	}
	return a
}

// instr notes the functions that an instruction uses.
func (a *actors) instr(by *ssa.Function, instr ssa.Instruction) {
	if call, ok := instr.(ssa.CallInstruction); ok && call.Common().IsInvoke() {
		a.invoked[call.Common().Method.Name()] = true
	}
	var ops [16]*ssa.Value
	for _, op := range instr.Operands(ops[:0]) {
		fn, ok := (*op).(*ssa.Function)
		if !ok {
			continue
		}
		if mc, ok := instr.(*ssa.MakeClosure); ok {
			for _, ref := range *mc.Referrers() {
				a.add(fn, by, ref, mc)
			}
			continue
		}
		a.add(fn, by, instr, fn)
	}
}

// add notes that ref uses fn, whose value v is.
func (a *actors) add(fn, by *ssa.Function, ref ssa.Instruction, v ssa.Value) {
	fn = origin(fn)
	if h, ok := a.how(ref, v, 0); ok {
		a.uses[fn] = append(a.uses[fn], use{ref, by, h})
	}
}

// maxPassed is through how many calls a function value is followed.
const maxPassed = 3

// how says what becomes of the function value v in ref.
func (a *actors) how(ref ssa.Instruction, v ssa.Value, depth int) (how, bool) {
	switch ref := ref.(type) {
	case *ssa.DebugRef:
		return 0, false
	case ssa.CallInstruction:
		common := ref.Common()
		if common.Value == v && !common.IsInvoke() && !slices.Contains(common.Args, v) {
			if _, ok := ref.(*ssa.Go); ok {
				return goes, true
			}
			return calls, true
		}
		callee := common.StaticCallee()
		if callee == nil {
			return given, true
		}
		if obj, ok := origin(callee).Object().(*types.Func); ok {
			if e, known := syncop.Lookup(obj); known {
				switch e.Kind {
				case syncop.Spawn:
					return goes, true
				case syncop.Call, syncop.CallOnce:
					return calls, true
				}
			}
		}
		n := slices.Index(common.Args, v)
		if len(callee.Blocks) == 0 || depth > maxPassed || n < 0 || n >= len(callee.Params) {
			return given, true
		}
		if _, ok := ref.(*ssa.Go); ok {
			return given, true
		}
		return a.passed(callee.Params[n], depth+1), true
	}
	return given, true
}

// passed says what becomes of a function value in a parameter or the like: the
// least certain of its uses.
func (a *actors) passed(v ssa.Value, depth int) how {
	worst := calls
	for _, ref := range *v.Referrers() {
		h, ok := a.how(ref, v, depth)
		if st, stores := ref.(*ssa.Store); stores && st.Val == v {
			h = a.kept(st.Addr, st, depth+1)
		}
		if ok {
			worst = max(worst, h)
		}
	}
	return worst
}

// kept says what becomes of a function value that is stored in a variable,
// which function literals may share.
func (a *actors) kept(variable ssa.Value, store *ssa.Store, depth int) how {
	switch variable.(type) {
	case *ssa.Alloc, *ssa.FreeVar:
	default:
		return given
	}
	if depth > maxPassed {
		return given
	}
	worst := calls
	for _, ref := range *variable.Referrers() {
		switch ref := ref.(type) {
		case *ssa.UnOp:
			worst = max(worst, a.passed(ref, depth))
		case *ssa.MakeClosure:
			lit := ref.Fn.(*ssa.Function)
			inner := a.kept(lit.FreeVars[slices.Index(ref.Bindings, variable)], store, depth+1)
			worst = max(worst, inner, a.passed(ref, depth+1))
		default:
			if ref != store {
				return given
			}
		}
	}
	return worst
}

// open reports whether code that the package does not know may call fn.
func (a *actors) open(fn *ssa.Function) bool {
	if fn.Parent() != nil {
		return slices.ContainsFunc(a.uses[fn], func(u use) bool { return u.how == given })
	}
	obj, ok := fn.Object().(*types.Func)
	if !ok || fn.Name() == "main" || fn.Name() == "init" {
		return true
	}
	recv := fn.Signature.Recv()
	if obj.Exported() && (recv == nil || a.exposed[typeName(recv.Type())]) || recv != nil && a.invoked[fn.Name()] {
		return true
	}
	return slices.ContainsFunc(a.uses[fn], func(u use) bool { return u.how == given })
}

// of returns how the goroutines that execute fn come to be. There are none if
// nobody calls it.
func (a *actors) of(fn *ssa.Function) []*start {
	fn = origin(fn)
	if out, ok := a.memo[fn]; ok {
		return out
	}
	a.memo[fn] = nil // for recursion
	var out []*start
	add := func(s *start) {
		if !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	if a.open(fn) {
		add(a.anybody)
	}
	for _, u := range a.uses[fn] {
		switch u.how {
		case goes:
			s := a.started[fn]
			if s == nil {
				s = &start{u.instr, fn}
				a.started[fn] = s
			}
			add(s)
		case calls:
			for _, s := range a.of(u.by) {
				add(s)
			}
		}
	}
	a.memo[fn] = out
	return out
}

// runs reports whether anybody executes fn.
func (a *actors) runs(fn *ssa.Function) bool { return len(a.of(fn)) > 0 }

// callee returns the function of the package that a call certainly reaches.
func (a *actors) callee(call ssa.CallInstruction) *ssa.Function {
	fn := call.Common().StaticCallee()
	if fn == nil {
		return nil
	}
	if fn = origin(fn); !a.in[fn] {
		return nil
	}
	return fn
}

// origin returns the function whose body stands for fn's: that of the generic
// function, or of the method that a wrapper calls.
func origin(fn *ssa.Function) *ssa.Function {
	if obj, ok := fn.Object().(*types.Func); ok && fn.Synthetic != "" && fn.Origin() == nil {
		if m := fn.Prog.FuncValue(obj); m != nil {
			return m
		}
	}
	if o := fn.Origin(); o != nil {
		return o
	}
	return fn
}
