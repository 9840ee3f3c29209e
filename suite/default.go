package suite

import "golang.org/x/tools/go/analysis"

// Default returns the analyzers that run when nobody asks for any, for those
// who put conclint into a checker of their own.
func Default() []*analysis.Analyzer {
	var out []*analysis.Analyzer
	for _, e := range All() {
		if !e.OptIn {
			out = append(out, e.Analyzer)
		}
	}
	return out
}
