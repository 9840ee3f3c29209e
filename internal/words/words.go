// Package words renders operations as they are written in the source.
package words

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Words are how operations are written. They are learnt before the first pass
// asks: passes run at the same time.
type Words struct {
	ops map[*ssa.Function]map[token.Pos]words
}

// words are a verb and its object.
type words struct{ verb, object string }

// Learn makes the operations of the function around instr known.
func (w *Words) Learn(instr ssa.Instruction) {
	fn := outermost(instr.Parent())
	if _, ok := w.ops[fn]; ok {
		return
	}
	index := make(map[token.Pos]words)
	if syn := fn.Syntax(); syn != nil {
		ast.Inspect(syn, func(n ast.Node) bool {
			addWords(index, n)
			return true
		})
	}
	if w.ops == nil {
		w.ops = make(map[*ssa.Function]map[token.Pos]words)
	}
	w.ops[fn] = index
}

// Operand returns what the operation applies to: "errCh", "s.done", "wg".
func (w *Words) Operand(instr ssa.Instruction) string { return w.of(instr).object }

// OperandAt returns what the operation at a position in a function applies to, such
// as one case of a select statement, or "" if there is none.
func (w *Words) OperandAt(fn *ssa.Function, pos token.Pos) string {
	return w.ops[outermost(fn)][pos].object
}

// Say says what the operation does: "sends on errCh".
func (w *Words) Say(instr ssa.Instruction) string { return w.of(instr).say() }

// SayAt says what the operation at a position in a function does, such as one case
// of a select statement, or "" if there is none.
func (w *Words) SayAt(fn *ssa.Function, pos token.Pos) string {
	return w.ops[outermost(fn)][pos].say()
}

func (o words) say() string {
	if o.object == "" {
		return o.verb
	}
	return o.verb + " " + o.object
}

func (w *Words) of(instr ssa.Instruction) words {
	if o, ok := w.ops[outermost(instr.Parent())][instr.Pos()]; ok {
		return o
	}
	if _, ok := instr.(*ssa.Select); ok {
		return words{"waits in", "select"}
	}
	return words{"goes on in", instr.Parent().Name()}
}

// outermost returns the declared function that a literal stands in.
func outermost(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn
}

// addWords notes the operations of a node where SSA says that they are.
func addWords(index map[token.Pos]words, n ast.Node) {
	switch n := n.(type) {
	case *ast.SendStmt:
		index[n.Arrow] = words{"sends on", types.ExprString(n.Chan)}
	case *ast.UnaryExpr:
		if n.Op == token.ARROW {
			index[n.OpPos] = words{"receives from", types.ExprString(n.X)}
		}
	case *ast.RangeStmt:
		index[n.For] = words{"ranges over", types.ExprString(n.X)}
	case *ast.SelectStmt:
		index[n.Select] = words{"waits in", "select"}
	case *ast.GoStmt:
		index[n.Go] = words{"starts a goroutine", ""}
	case *ast.DeferStmt:
		index[n.Defer] = callWords(n.Call)
	case *ast.CallExpr:
		index[n.Lparen] = callWords(n)
	}
}

// callWords are those of a call, which deferred is at its statement.
func callWords(call *ast.CallExpr) words {
	verb := "calls"
	if id, ok := call.Fun.(*ast.Ident); ok && id.Name == "close" && len(call.Args) == 1 {
		return words{"closes", types.ExprString(call.Args[0])}
	}
	if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
		object := types.ExprString(sel.X)
		switch sel.Sel.Name {
		case "Lock":
			return words{"locks", object}
		case "RLock":
			return words{"read-locks", object}
		case "Unlock":
			return words{"unlocks", object}
		case "RUnlock":
			return words{"read-unlocks", object}
		case "Acquire":
			return words{"acquires", object}
		case "Release":
			return words{"releases", object}
		case "Wait":
			return words{"waits for", object}
		}
	}
	if _, literal := call.Fun.(*ast.FuncLit); literal {
		return words{"calls", "a function literal"}
	}
	return words{verb, types.ExprString(call.Fun)}
}
