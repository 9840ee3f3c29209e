package suite

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/settings"
)

// Default returns the analyzers that run when nobody asks for any, and the one
// that has the flags for all of them, for those who put conclint into a checker
// of their own.
func Default() []*analysis.Analyzer {
	out := []*analysis.Analyzer{settings.Analyzer}
	wanted := slices.DeleteFunc(All(), func(e Entry) bool { return e.OptIn })
	for _, e := range Limit(wanted, func(Entry) bool { return true }) {
		out = append(out, e.Analyzer)
	}
	return out
}
