package report

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/rule"
)

// Run returns the function that runs an analyzer with the given rules: it has
// find look for findings, reports them, and returns an [*Outcome]. A panic of
// find becomes an error: a bug of ours in one pass must not cost the user what
// the others find. Findings that come with an error are reported, too.
func Run(set *rule.Set, find func(*analysis.Pass) ([]Finding, error)) func(*analysis.Pass) (any, error) {
	return func(pass *analysis.Pass) (any, error) {
		var out *Outcome
		var err error
		if e := Try(func() {
			var findings []Finding
			findings, err = find(pass)
			out = emit(pass, set, findings)
		}); e != nil {
			return nil, fmt.Errorf("internal error in %s: %w", pass.Analyzer.Name, e)
		}
		if err != nil {
			return nil, err
		}
		return out, nil
	}
}

// Adopt returns a copy of somebody else's analyzer, which has no result, that
// reports what it finds as findings of a rule.
func Adopt(a *analysis.Analyzer, r rule.Rule) *analysis.Analyzer {
	set := rule.NewSet(r)
	adopted := *a
	adopted.ResultType = ResultType
	adopted.Run = Run(set, func(pass *analysis.Pass) ([]Finding, error) {
		var out []Finding
		inner := *pass
		inner.Report = func(d analysis.Diagnostic) {
			f := Finding{Rule: r, Pos: d.Pos, End: d.End, Args: []any{d.Message}, Fixes: d.SuggestedFixes}
			for _, rel := range d.Related {
				f.Trace = append(f.Trace, Step{Pos: rel.Pos, Text: rel.Message})
			}
			out = append(out, f)
		}
		_, err := a.Run(&inner)
		return out, err
	})
	return &adopted
}

// Try calls f and returns what it panics with as an error.
func Try(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	f()
	return nil
}
