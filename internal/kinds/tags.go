package kinds

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/guards"
)

// tag is a field that tells the kinds of a struct's objects apart: it keeps the
// value that it got when the object was made.
type tag struct {
	owner *types.TypeName
	index int
}

// isNil and notNil are the values of tags that are pointers.
const isNil, notNil = "nil", "not nil"

// tagsOf returns the tags of a struct type: the fields that are only set in
// objects that nobody else has yet, and that some branch depends on.
func (t *Table) tagsOf(owner *types.TypeName) []tag {
	out, ok := t.tags[owner]
	if ok || owner.Pkg() != t.pkg {
		return out
	}
	st := owner.Type().Underlying().(*types.Struct)
	fixed, tested := make([]bool, st.NumFields()), make([]bool, st.NumFields())
	for i := range st.NumFields() {
		f := st.Field(i)
		fixed[i] = isTag(f.Type()) && (!f.Exported() || !owner.Exported())
	}
	for _, fn := range t.fns {
		for instr := range guards.Instrs(fn) {
			switch instr := instr.(type) {
			case *ssa.Store:
				_, made := instr.Addr.(*ssa.Alloc)
				if _, pointer := instr.Val.Type().Underlying().(*types.Pointer); !made && !pointer && structOf(instr.Val.Type()) == owner {
					clear(fixed) // overwritten as a whole
				}
			case *ssa.FieldAddr:
				if structOf(instr.X.Type()) == owner && fixed[instr.Field] {
					fixed[instr.Field] = t.setOnce(instr)
					tested[instr.Field] = tested[instr.Field] || isTested(instr)
				}
			}
		}
	}
	for i, is := range fixed {
		if is && tested[i] {
			out = append(out, tag{owner, i})
		}
	}
	t.tags[owner] = out
	return out
}

// isTag reports whether a tag can have the type.
func isTag(typ types.Type) bool {
	switch typ := typ.Underlying().(type) {
	case *types.Basic:
		return typ.Info()&(types.IsBoolean|types.IsInteger|types.IsString) != 0
	case *types.Pointer:
		return true
	}
	return false
}

// setOnce reports whether a field is only loaded, or set in an object that has
// just been made.
func (t *Table) setOnce(fa *ssa.FieldAddr) bool {
	for _, ref := range *fa.Referrers() {
		switch ref := ref.(type) {
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.Store:
			if ref.Addr != ssa.Value(fa) || !t.fresh(fa.X, maxCalls) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// isTested reports whether a field is loaded to be compared, or is a condition.
func isTested(fa *ssa.FieldAddr) bool {
	for _, ref := range *fa.Referrers() {
		load, ok := ref.(*ssa.UnOp)
		if !ok {
			continue
		}
		for _, use := range *load.Referrers() {
			switch use.(type) {
			case *ssa.BinOp, *ssa.If, *ssa.UnOp:
				return true
			}
		}
	}
	return false
}

// maxCalls is how many calls deep an object is followed before it is known.
const maxCalls = 3

// fresh reports whether v is an object that the function has made itself, or got
// from the function that made it, or that all its callers have.
func (t *Table) fresh(v ssa.Value, depth int) bool {
	switch v := v.(type) {
	case *ssa.Alloc:
		return true
	case *ssa.Call:
		fn := callee.Body(&v.Call)
		return fn != nil && depth > 0 && t.makes(fn, depth-1)
	case *ssa.Parameter:
		calls, open := t.calls(v.Parent())
		if open || len(calls) == 0 || depth == 0 {
			return false
		}
		for _, c := range calls {
			arg := argument(c, v)
			if arg == nil || !t.fresh(arg, depth-1) {
				return false
			}
		}
		return true
	}
	return false
}

// makes reports whether all that fn returns is fresh.
func (t *Table) makes(fn *ssa.Function, depth int) bool {
	found := false
	for instr := range guards.Instrs(fn) {
		if ret, ok := instr.(*ssa.Return); ok {
			if len(ret.Results) != 1 || !t.fresh(ret.Results[0], depth) {
				return false
			}
			found = true
		}
	}
	return found
}

// lateOf returns the objects of which the tag may be set after they were made, by
// a function that is given them or in one that got them: as long as they are not,
// what is known of them there holds only for who gets them from there.
func (t *Table) lateOf(tg tag) map[ssa.Value]bool {
	if out, ok := t.late[tg]; ok {
		return out
	}
	out := make(map[ssa.Value]bool)
	t.late[tg] = out
	var up, down func(v ssa.Value)
	up = func(v ssa.Value) {
		p, ok := v.(*ssa.Parameter)
		if !ok {
			down(v)
			return
		}
		if out[p] {
			return
		}
		out[p] = true
		calls, _ := t.calls(p.Parent())
		for _, c := range calls {
			if arg := argument(c, p); arg != nil {
				up(arg)
			}
		}
	}
	down = func(v ssa.Value) {
		if out[v] {
			return
		}
		out[v] = true
		call, ok := v.(*ssa.Call)
		if !ok {
			return
		}
		if fn := callee.Body(&call.Call); fn != nil {
			for instr := range guards.Instrs(fn) {
				if ret, ok := instr.(*ssa.Return); ok {
					for _, v := range ret.Results {
						down(v)
					}
				}
			}
		}
	}
	for _, fa := range t.addrs[tg.owner.Type().Underlying().(*types.Struct).Field(tg.index)] {
		if _, made := fa.X.(*ssa.Alloc); !made && len(stores(fa)) > 0 {
			up(fa.X)
		}
	}
	return out
}

func stores(addr ssa.Value) []*ssa.Store {
	var out []*ssa.Store
	for _, ref := range *addr.Referrers() {
		if st, ok := ref.(*ssa.Store); ok && st.Addr == addr {
			out = append(out, st)
		}
	}
	return out
}

// structOf returns the name of the struct type that t is or points to, or nil.
func structOf(t types.Type) *types.TypeName {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, ok := t.(*types.Named)
	if !ok {
		return nil
	}
	if _, ok := named.Underlying().(*types.Struct); !ok {
		return nil
	}
	return named.Origin().Obj()
}
