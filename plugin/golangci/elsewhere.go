package golangci

import (
	"slices"

	"github.com/conclint/conclint/suite"
)

// elsewhere is what linters that golangci-lint runs by default look for, too:
// analyzers, with the rules of theirs that are meant; none means the analyzer
// is the very same. Rules that ask the same question but follow paths, calls
// and packages to answer it stay on, for they find what the others cannot:
// ctxleak-cancel (vet's lostcancel) and waitgroup-add (vet's waitgroup).
var elsewhere = map[string][]string{
	"SA2001":        nil,                                                             // staticcheck
	"atomic":        nil,                                                             // vet
	"sigchanyzer":   nil,                                                             // vet
	"copylock":      {"copylock-value"},                                              // vet's copylocks
	"loopclosure":   {"loopclosure-go", "loopclosure-defer", "loopclosure-parallel"}, // vet's loopclosure
	"testgoroutine": {"testgoroutine-fatal"},                                         // vet's testinggoroutine
}

// quieted returns the entries with the analyzers that golangci-lint itself has
// as opt-in ones.
func quieted(entries []suite.Entry) []suite.Entry {
	out := slices.Clone(entries)
	for i := range out {
		if rules, ok := elsewhere[out[i].Analyzer.Name]; ok && len(rules) == 0 {
			out[i].OptIn = true
		}
	}
	return out
}
