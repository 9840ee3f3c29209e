package model

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/syncop"
)

// This file tells which packages are worth the cost of SSA.

// usesLocks reports whether the package's own code takes or releases locks. It
// need not import sync for that: a field of an imported type will do.
func usesLocks(info *types.Info) bool {
	for _, obj := range info.Uses {
		if fn, ok := obj.(*types.Func); ok {
			if e, ok := syncop.Lookup(fn); ok && (e.Kind == syncop.Acquire || e.Kind == syncop.TryAcquire || e.Kind == syncop.Release) {
				return true
			}
		}
	}
	return false
}

// concurrent reports whether the package's own code starts goroutines, uses
// channels, or makes contexts or timers that somebody has to stop.
func concurrent(pass *analysis.Pass) bool {
	for _, f := range pass.Files {
		found := false
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt, *ast.SendStmt, *ast.SelectStmt, *ast.ChanType:
				found = true
			case *ast.UnaryExpr:
				found = found || n.Op == token.ARROW
			}
			return !found
		})
		if found {
			return true
		}
	}
	for _, obj := range pass.TypesInfo.Uses {
		if fn, ok := obj.(*types.Func); ok {
			if e, ok := syncop.Lookup(fn); ok {
				switch e.Kind {
				case syncop.Spawn, syncop.MakeCancel, syncop.MakeTimer, syncop.TimerChan:
					return true
				}
			}
		}
	}
	return false
}
