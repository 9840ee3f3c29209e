package suite

import "github.com/conclint/conclint/internal/scope"

// AnalyzeStd tells the analyzers whether packages of the standard library are
// to be analysed like any other. A driver calls it before the first analyzer
// runs; without it they are skipped.
func AnalyzeStd(on bool) { scope.Std = on }
