package chanblock

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/edit"
	"github.com/conclint/conclint/internal/interleave"
	"github.com/conclint/conclint/internal/order"
)

// fixer suggests fixes. It does so only where all uses of the channel are in
// one function and its literals, where the fix ends the wait whatever happens,
// and where nothing that the code does now comes to depend on it.
type fixer struct {
	source
	fixed map[*ssa.MakeChan]bool // one fix is enough for all that waits for it
}

// fixes returns the fix for the operation that st is blamed on.
func (x fixer) fixes(st *interleave.Stuck, b *interleave.Blocked) []analysis.SuggestedFix {
	if len(b.Made) != 1 {
		return nil
	}
	made, ok := b.Made[0].(*ssa.MakeChan)
	if !ok || x.fixed[made] {
		return nil
	}
	u := usesOf(made)
	if u == nil {
		return nil
	}
	var fixes []analysis.SuggestedFix
	switch op := b.Instr.(type) {
	case *ssa.Send:
		if fixes = x.buffer(u, b.Alone); fixes == nil {
			fixes = x.orDone(u, op, st)
		}
	case *ssa.UnOp:
		fixes = x.close(u, st)
	}
	x.fixed[made] = fixes != nil
	return fixes
}

// buffer returns the fix that gives the channel room for all that is ever sent
// on it. A sender that does not wait any more goes on earlier than before, so it
// must have nothing left to do, unless it could not go on at all.
func (x fixer) buffer(u *uses, alone bool) []analysis.SuggestedFix {
	if !alone && slices.ContainsFunc(u.sends, func(s *ssa.Send) bool { return !u.quietAfter(s) }) {
		return nil
	}
	old, ok := u.made.Size.(*ssa.Const)
	if !ok {
		return nil
	}
	call := x.makeCall(u.made)
	size := x.size(u)
	if call == nil || size == "" || constant.MakeFromLiteral(size, token.INT, 0).ExactString() == old.Value.ExactString() {
		return nil
	}
	message := "make room for all that is sent: " + size
	if len(call.Args) == 1 {
		return edit.Fix(message, edit.Insert(call.Args[0].End(), ", "+size))
	}
	return edit.Fix(message, edit.Replace(call.Args[1].Pos(), call.Args[1].End(), size))
}

// size returns the number of values that are sent on the channel, an
// expression, or "" if it is not known.
func (x fixer) size(u *uses) string {
	byFunc := make(map[*ssa.Function][]*ssa.Send)
	for _, s := range u.sends {
		if u.again(s) {
			return ""
		}
		byFunc[s.Parent()] = append(byFunc[s.Parent()], s)
	}
	total := 0
	for fn, sends := range byFunc {
		n := longest(sends)
		if fn == u.made.Parent() {
			total += n
			continue
		}
		site, _ := started(fn)
		switch {
		case site == nil || site.Parent() != u.made.Parent():
			return ""
		case u.again(site):
			times := x.times(u.made, site)
			k, err := strconv.Atoi(times)
			if err != nil {
				if len(byFunc) > 1 || n > 1 {
					return ""
				}
				return times
			}
			total += k * n
		default:
			total += n
		}
	}
	return strconv.Itoa(total)
}

// longest returns how many of the sends, none of which comes twice, are on one
// path.
func longest(sends []*ssa.Send) int {
	var from func(s *ssa.Send) int
	from = func(s *ssa.Send) int {
		most := 0
		for _, next := range sends {
			if next != s && order.Reaches(s, next) {
				most = max(most, from(next))
			}
		}
		return 1 + most
	}
	most := 0
	for _, s := range sends {
		most = max(most, from(s))
	}
	return most
}

// quietAfter reports whether a goroutine has nothing to do after a send but to
// send more, to close the channel, and to end.
func (u *uses) quietAfter(send *ssa.Send) bool {
	for _, b := range send.Parent().Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Send:
				if slices.Contains(u.sends, instr) {
					continue
				}
			case *ssa.Call:
				if slices.Contains(u.closes, ssa.CallInstruction(instr)) {
					continue
				}
			case *ssa.UnOp:
				if instr.Op != token.ARROW {
					continue
				}
			case *ssa.Store, *ssa.MapUpdate, *ssa.Select, *ssa.Go, *ssa.Defer, *ssa.Panic:
			default:
				continue
			}
			if order.Reaches(send, instr) {
				return false
			}
		}
	}
	return true
}

// times returns how often a loop starts something, an expression that means
// the same where the channel is made, or "".
func (x fixer) times(made *ssa.MakeChan, site ssa.Instruction) string {
	loop := x.loop(made, site)
	if loop == nil {
		return ""
	}
	if v := x.pass.TypesInfo.Types[loop.X].Value; v != nil && v.Kind() == constant.Int {
		return v.ExactString()
	}
	switch over := ast.Unparen(loop.X).(type) {
	case *ast.CompositeLit:
		if !slices.ContainsFunc(over.Elts, func(e ast.Expr) bool { _, pair := e.(*ast.KeyValueExpr); return pair }) {
			return strconv.Itoa(len(over.Elts))
		}
	case *ast.Ident:
		obj, ok := x.pass.TypesInfo.Uses[over].(*types.Var)
		if !ok || edit.Lookup(x.pass, over.Name, made.Pos()) != obj || edit.Lookup(x.pass, "len", made.Pos()) != types.Universe.Lookup("len") {
			return ""
		}
		if _, slice := obj.Type().Underlying().(*types.Slice); slice && !x.changed(made.Parent(), obj, token.NoPos) {
			return "len(" + over.Name + ")"
		}
	}
	return ""
}
