// Package report turns the findings of a pass into diagnostics: it orders
// and dedupes them, drops those of rules that are switched off and those that
// the source suppresses, words them, and attaches their traces. No pass
// formats text by itself.
package report

import (
	"cmp"
	"fmt"
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/rule"
)

// Step is one step of a trace: what happens where, and in which goroutine.
type Step struct {
	// Goroutine numbers the goroutines of a trace from 1; it is 0 when
	// the trace has only one.
	Goroutine int

	// Pos is where the step happens. For a step in a package whose source
	// was not at hand it may be the declaration of the function concerned,
	// or [token.NoPos] when not even that is known.
	Pos token.Pos

	// Text says what happens, in a few words.
	Text string

	// Quiet are the names in directives at the step, if it is in another
	// package: see [github.com/conclint/conclint/internal/suppress].
	Quiet []string
}

// Finding is one defect that a pass found.
type Finding struct {
	Rule     rule.Rule
	Pos, End token.Pos
	Args     []any // for Rule.Format
	Trace    []Step
	Fixes    []analysis.SuggestedFix
}

// emit reports the findings of rules that are switched on in set, sorted by
// position, without repetitions, without those in code that never runs, and
// without those that a directive in the source silences.
func emit(pass *analysis.Pass, set *rule.Set, findings []Finding) *Outcome {
	out := newOutcome(set)
	if len(findings) == 0 {
		return out
	}
	never := dead(pass)
	findings = slices.DeleteFunc(slices.Clone(findings), func(f Finding) bool { return !f.runs(never) })
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(comparePos(pass.Fset, a.Pos, b.Pos), cmp.Compare(a.message(), b.message()))
	})
	// A directive is of use even while its rule is switched off.
	findings = slices.DeleteFunc(findings, silencer(pass, out))
	findings = slices.CompactFunc(findings, func(a, b Finding) bool {
		return a.Pos == b.Pos && a.message() == b.message()
	})
	for _, f := range findings {
		if set.Enabled(f.Rule) {
			pass.Report(diagnostic(f))
		}
	}
	return out
}

// comparePos orders positions by file name, then offset: the order of a file
// set is the order in which files were parsed, which drivers choose freely.
func comparePos(fset *token.FileSet, a, b token.Pos) int {
	pa, pb := fset.PositionFor(a, false), fset.PositionFor(b, false)
	return cmp.Or(cmp.Compare(pa.Filename, pb.Filename), cmp.Compare(pa.Offset, pb.Offset))
}

// message words the finding.
func (f *Finding) message() string {
	return fmt.Sprintf(f.Rule.Format, f.Args...) + " (" + f.Rule.ID + ")"
}

func diagnostic(f Finding) analysis.Diagnostic {
	d := analysis.Diagnostic{
		Pos:            f.Pos,
		End:            f.End,
		Category:       f.Rule.ID,
		Message:        f.message(),
		URL:            f.Rule.URL(),
		SuggestedFixes: f.Fixes,
	}
	// A driver can show related information only at a position, so a step
	// without one is shown where the step before it is.
	pos := f.Pos
	for _, s := range f.Trace {
		if s.Pos.IsValid() {
			pos = s.Pos
		}
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: pos, Message: s.String()})
	}
	return d
}

// String returns the step's text, the goroutine in front of it where the
// trace has several: "goroutine 2: locks s.mu". [ParseStep] reads it back.
func (s Step) String() string {
	if s.Goroutine == 0 {
		return s.Text
	}
	return fmt.Sprintf("goroutine %d: %s", s.Goroutine, s.Text)
}

// ParseStep splits what [Step.String] wrote into goroutine and text; the
// position does not travel in the text.
func ParseStep(message string) Step {
	var s Step
	if n, err := fmt.Sscanf(message, "goroutine %d:", &s.Goroutine); n == 1 && err == nil {
		prefix := fmt.Sprintf("goroutine %d: ", s.Goroutine)
		if len(message) >= len(prefix) {
			s.Text = message[len(prefix):]
			return s
		}
	}
	return Step{Text: message}
}
