package report

import (
	"go/ast"
	"go/constant"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// span is a part of a file.
type span struct{ pos, end token.Pos }

func (s span) has(pos token.Pos) bool { return s.pos <= pos && pos < s.end }

// dead returns the branches of the package that a constant condition rules out,
// such as those of "if debug". No pass looks at constants: what never runs is
// never wrong, whatever the rule.
func dead(pass *analysis.Pass) []span {
	var out []span
	for _, f := range pass.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			branch, ok := n.(*ast.IfStmt)
			if !ok {
				return true
			}
			v := pass.TypesInfo.Types[branch.Cond].Value
			switch {
			case v == nil || v.Kind() != constant.Bool:
			case !constant.BoolVal(v):
				out = append(out, span{branch.Body.Pos(), branch.Body.End()})
			case branch.Else != nil:
				out = append(out, span{branch.Else.Pos(), branch.Else.End()})
			}
			return true
		})
	}
	return out
}

// runs reports whether nothing of the finding lies in the given parts.
func (f *Finding) runs(dead []span) bool {
	in := func(pos token.Pos) bool {
		return slices.ContainsFunc(dead, func(s span) bool { return s.has(pos) })
	}
	return !in(f.Pos) && !slices.ContainsFunc(f.Trace, func(s Step) bool { return in(s.Pos) })
}
