package suite

import (
	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/settings"
)

// Default returns the analyzers that run when nobody asks for any, and the one
// that has the flags for all of them, for those who put conclint into a checker
// of their own.
func Default() []*analysis.Analyzer {
	out := []*analysis.Analyzer{settings.Analyzer}
	for _, e := range All() {
		if !e.OptIn {
			out = append(out, e.Analyzer)
		}
	}
	return out
}
