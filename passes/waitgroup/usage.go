package waitgroup

import (
	"go/token"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/spawn"
	"github.com/conclint/conclint/internal/syncop"
)

// usage is what becomes of a group.
type usage struct {
	all   bool                // these are all the uses
	wait  ssa.CallInstruction // a call that waits for it
	done  bool                // something counts down, or may
	count ssa.CallInstruction // the first call that counts a goroutine, in a literal if there is one

	checker *checker
	seen    map[ssa.Value]bool
}

// tracks follows the address of a group to all its uses.
func (c *checker) tracks(v ssa.Value) *usage {
	u := &usage{checker: c, seen: make(map[ssa.Value]bool)}
	u.all = u.follow(v)
	return u
}

func (u *usage) follow(v ssa.Value) bool {
	if u.seen[v] {
		return true
	}
	u.seen[v] = true
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case ssa.CallInstruction:
			if !u.call(ref, v) {
				return false
			}
		case *ssa.MakeClosure:
			lit := ref.Fn.(*ssa.Function)
			if lit.Parent() == nil {
				return false // a method value
			}
			for i, b := range ref.Bindings {
				if b == v && !u.follow(lit.FreeVars[i]) {
					return false
				}
			}
		case *ssa.Store:
			if ref.Addr == v {
				if _, zero := ref.Val.(*ssa.Const); !zero {
					return false
				}
				continue
			}
			cell, ok := ref.Addr.(*ssa.Alloc)
			if !ok || !u.cell(cell) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// cell follows a variable that holds the group's address.
func (u *usage) cell(v ssa.Value) bool {
	if u.seen[v] {
		return true
	}
	u.seen[v] = true
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.Store:
			if ref.Addr != v {
				return false
			}
		case *ssa.UnOp:
			if ref.Op != token.MUL || !u.follow(ref) {
				return false
			}
		case *ssa.MakeClosure:
			lit := ref.Fn.(*ssa.Function)
			for i, b := range ref.Bindings {
				if b == v && !u.cell(lit.FreeVars[i]) {
					return false
				}
			}
		default:
			return false
		}
	}
	return true
}

func (u *usage) call(call ssa.CallInstruction, v ssa.Value) bool {
	common := call.Common()
	if k, ok := classify(common); ok && common.Args[0] == v {
		switch k {
		case waits:
			u.wait = call
		case dones, goes:
			u.done = true
		case adds:
			n, known := amount(common)
			u.done = u.done || !known || n <= 0
		}
		// What a goroutine counts by itself is the more doubtful.
		if (k == adds || k == goes) && (u.count == nil || u.count.Parent().Parent() == nil && call.Parent().Parent() != nil) {
			u.count = call
		}
		return len(common.Args) < 2 || common.Args[1] != v
	}
	if obj := callee.Named(common); obj != nil {
		if e, ok := syncop.Lookup(obj); ok && (e.Kind == syncop.None || e.Kind == syncop.Limit) {
			return true // SetLimit
		}
	}
	f, ok := spawn.Reached(u.checker.places, common)
	if !ok || !u.checker.known[f.Fn] || len(f.Fn.Params) != len(common.Args) || common.Value == v {
		return false
	}
	for i, arg := range common.Args {
		if arg == v && !u.follow(f.Fn.Params[i]) {
			return false
		}
	}
	return true
}
