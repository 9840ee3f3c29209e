package suite_test

import (
	"flag"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/suite"
)

// Nogo sets the flags of the analyzers that it is given, and of what these
// require directly. So whatever has settings that several analyzers share must
// be a direct requirement of each.
func TestSettingsAreInReach(t *testing.T) {
	for _, e := range suite.All() {
		for _, a := range required(e.Analyzer) {
			if !slices.Contains(e.Analyzer.Requires, a) && hasFlags(a) {
				t.Errorf("%s needs %s, which has flags, but does not require it directly", e.Analyzer.Name, a.Name)
			}
		}
	}
}

// required returns all that an analyzer requires, directly or not.
func required(a *analysis.Analyzer) []*analysis.Analyzer {
	var out []*analysis.Analyzer
	for _, r := range a.Requires {
		out = append(append(out, r), required(r)...)
	}
	return out
}

func hasFlags(a *analysis.Analyzer) bool {
	found := false
	a.Flags.VisitAll(func(*flag.Flag) { found = true })
	return found
}

// What runs by default is what is not opt-in.
func TestDefault(t *testing.T) {
	var names []string
	for _, a := range suite.Default() {
		names = append(names, a.Name)
	}
	if slices.Contains(names, "SA2001") || !slices.Contains(names, "lockorder") || !slices.Contains(names, "atomic") {
		t.Errorf("by default: %s", strings.Join(names, " "))
	}
}
