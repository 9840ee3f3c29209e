package report

import (
	"go/token"
	"reflect"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/internal/scope"
	"github.com/conclint/conclint/internal/suppress"
)

// Outcome is the result of an analyzer that [Run] or [Adopt] runs: what is
// needed to tell which suppressions serve no purpose.
type Outcome struct {
	rules []string // IDs of the rules that are switched on
	used  map[use]bool
}

// use is a name in a directive.
type use struct {
	directive token.Pos
	name      string
}

// ResultType is the type of the result of an analyzer that has rules.
var ResultType = reflect.TypeFor[*Outcome]()

func newOutcome(set *rule.Set) *Outcome {
	out := &Outcome{used: make(map[use]bool)}
	for _, r := range set.Rules() {
		if set.Enabled(r) {
			out.rules = append(out.rules, r.ID)
		}
	}
	return out
}

// Ran returns the IDs of the rules that were looked for.
func (o *Outcome) Ran() []string { return o.rules }

// Used reports whether the name in the directive silenced a finding.
func (o *Outcome) Used(d *suppress.Directive, name string) bool { return o.used[use{d.Pos, name}] }

// silencer returns a function that reports whether a directive silences a
// finding, and notes which does. Directives count where the finding is, and
// where its trace ends, in each of its goroutines.
func silencer(pass *analysis.Pass, out *Outcome) func(Finding) bool {
	directives := suppress.Parse(pass.Fset, pass.Files)
	return func(f Finding) bool {
		covers := func(name string) bool { return suppress.Covers(name, pass.Analyzer.Name, f.Rule.ID) }
		silenced := false
		at := func(pos token.Pos) {
			directives.Names(pos, func(d *suppress.Directive, name string) {
				if covers(name) {
					out.used[use{d.Pos, name}] = true
					silenced = true
				}
			})
		}
		at(f.Pos)
		for _, last := range ends(f.Trace) {
			at(last.Pos)
			for _, name := range last.Quiet {
				silenced = silenced || covers(name)
			}
		}
		if silenced {
			scope.Suppressed(pass.Fset.Position(f.Pos).String() + " " + f.message())
		}
		return silenced
	}
}

// ends returns the last step of each goroutine in the trace.
func ends(trace []Step) []Step {
	var out []Step
	for i, s := range trace {
		last := true
		for _, later := range trace[i+1:] {
			last = last && later.Goroutine != s.Goroutine
		}
		if last {
			out = append(out, s)
		}
	}
	return out
}
