package suite

import "github.com/conclint/conclint/internal/scope"

// AnalyzeStd tells the analyzers whether packages of the standard library are
// to be analysed like any other. A driver calls it before the first analyzer
// runs; without it they are skipped.
func AnalyzeStd(on bool) { scope.Std = on }

// HostNolint tells the analyzers whether the driver itself obeys the //nolint
// comments that name conclint, all linters or none, so that they are not to.
// A driver calls it before the first analyzer runs.
func HostNolint(on bool) { scope.HostNolint = on }
