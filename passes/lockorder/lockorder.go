package lockorder

import (
	_ "embed"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/doc"
	"github.com/conclint/conclint/internal/ends"
	"github.com/conclint/conclint/internal/interleave"
	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/internal/syncop"
)

// Source is the package's documentation, for package doc to read.
//
//go:embed doc.go
var Source string

// The rules.
var (
	cycle = rule.Rule{
		ID:         "lockorder-cycle",
		Title:      "locks taken in opposite orders",
		Format:     "%s is locked while %s is held, but elsewhere in the opposite order: %s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	declared = rule.Rule{
		ID:         "lockorder-declared",
		Title:      "lock taken against a declared order",
		Format:     "%s, %s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	double = rule.Rule{
		ID:         "lockorder-double",
		Title:      "lock taken again by the goroutine that holds it",
		Format:     "%s again while %s%s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	rlock = rule.Rule{
		ID:         "lockorder-rlock",
		Title:      "read lock taken again by the goroutine that holds it",
		Format:     "%s is read-locked again while already read-locked, which deadlocks when a writer waits in between%s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	upgrade = rule.Rule{
		ID:         "lockorder-upgrade",
		Title:      "write lock taken by the goroutine that holds the read lock",
		Format:     "%s is locked for writing while read-locked%s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	wait = rule.Rule{
		ID:         "lockorder-wait",
		Title:      "lock held across a wait for code that needs it",
		Format:     "this %s with %s locked, but who would end the wait needs that lock first: %s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
)

var rules = rule.NewSet(cycle, declared, double, rlock, upgrade, wait)

// Rules are the rules of the analyzer.
var Rules = rules.Rules()

// Analyzer reports locks taken twice and locks taken in opposite orders.
var Analyzer = &analysis.Analyzer{
	Name:       "lockorder",
	Doc:        doc.Analyzer(Source, "lockorder"),
	URL:        "https://pkg.go.dev/github.com/conclint/conclint/passes/lockorder",
	Requires:   []*analysis.Analyzer{model.Analyzer, interleave.Analyzer, ends.Analyzer},
	Flags:      rules.Flags(),
	Run:        report.Run(rules, run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) ([]report.Finding, error) {
	pkg := pass.ResultOf[model.Analyzer].(*model.Package)
	if err := pkg.Err(); err != nil {
		return nil, err
	}
	var out []report.Finding
	type where struct {
		pos   token.Pos
		quiet bool // what is suppressed elsewhere must not hide what is not
	}
	seen := make(map[where]bool)
	for _, f := range pkg.Funcs() {
		for _, r := range f.Relocks {
			if !again(f, r) || pkg.HandedOver(f, r.Event.Place) {
				continue
			}
			finding := relock(f, r, pkg.Blame(r))
			at := where{finding.Pos, len(r.Event.Quiet()) > 0}
			if !seen[at] {
				seen[at] = true
				out = append(out, finding)
			}
		}
	}
	explored := pass.ResultOf[interleave.Analyzer].(*interleave.Findings)
	out = append(out, declaredOrder(pass, pkg).against()...)
	out = append(out, cycles(pass, pkg)...)
	out = append(out, opposites(explored, out)...)
	out = append(out, waits(explored, pass.ResultOf[ends.Analyzer].(*ends.Findings))...)
	return out, nil
}

// again reports whether r is for this analyzer. A lock that a loop takes anew in
// each iteration is one that the loop does not give back, and unlockpath's. And
// a test that hangs whenever it runs is not kept: where one holds a lock and
// calls what may take it, it shows that what it calls does not. Nor do tests
// hold read locks while others write, unless it is they that write.
func again(f *model.Func, r model.Relock) bool {
	if r.Event.Next == nil {
		return r.First.Instr != r.Instr
	}
	return !f.IsTest()
}

// relock words a second acquisition of a lock, to be reported at the event
// blame of its chain.
func relock(f *model.Func, r model.Relock, blame *model.Event) report.Finding {
	which := double
	switch {
	case r.FirstMode == syncop.Read && r.Event.Mode == syncop.Read:
		which = rlock
	case r.FirstMode == syncop.Read:
		which = upgrade
	}
	name := r.Event.Place.In(f.Fn)
	args := []any{name, chain(r.Event)}
	switch {
	case which == double && r.Event.Mode == syncop.Once:
		args = []any{name + ".Do is called", "it runs", chain(r.Event)}
	case which == double:
		args = []any{name + " is locked", "already held", chain(r.Event)}
	}
	return report.Finding{
		Rule:  which,
		Pos:   blame.Pos,
		Args:  args,
		Trace: append(acquisition(f, r.First), steps(r.Event)...),
	}
}

// chain renders the calls that lead to an event: ": F → G → H", or nothing if
// it happens in the function itself.
func chain(e *model.Event) string {
	if e.Next == nil {
		return ""
	}
	var names []string
	for ; e != nil; e = e.Next {
		if n := len(names); n == 0 || names[n-1] != e.Fn {
			names = append(names, e.Fn)
		}
	}
	return ": " + strings.Join(names, " → ")
}

// acquisition is the part of a trace that takes a lock for the first time.
func acquisition(f *model.Func, s *model.Site) []report.Step {
	if s.Event == nil {
		return []report.Step{{Pos: s.Pos, Text: f.Name() + " " + acquires(s.Mode, s.Place.In(f.Fn))}}
	}
	if s.Handed != nil {
		return []report.Step{{Pos: s.Pos, Text: f.Name() + " " + handsOver(s)}}
	}
	if s.Event.CallsBack() {
		return []report.Step{{Pos: s.Pos, Text: f.Name() + " calls " + s.Event.Fn + ", which calls back with " + s.Place.In(f.Fn) + " locked"}}
	}
	return append([]report.Step{{Pos: s.Pos, Text: f.Name() + " calls " + s.Event.Fn + ", which returns with " + s.Place.In(f.Fn) + " locked"}}, steps(s.Event)...)
}

// handsOver says what is given to another package, which calls it with the lock of
// s held.
func handsOver(s *model.Site) string {
	h := s.Handed
	text := "puts " + h.What + " into " + place.ShortClass(h.Slot)
	if h.To != "" {
		text = "hands " + h.What + " to " + h.To + ", which keeps it"
	}
	return text + ": " + h.By + " calls it with " + place.ShortClass(s.Place.Class()) + " locked"
}

// acquires says that the lock called name is taken.
func acquires(mode syncop.Mode, name string) string {
	switch mode {
	case syncop.Read:
		return "read-locks " + name
	case syncop.Once:
		return "calls " + name + ".Do"
	}
	return "locks " + name
}

// steps is the part of a trace that leads to an event and the event itself.
func steps(e *model.Event) []report.Step {
	var out []report.Step
	for ; e != nil; e = e.Next {
		step := report.Step{Pos: e.Pos, Text: e.Fn + " " + acquires(e.Mode, e.Describe())}
		if e.Next != nil {
			step.Text = e.Fn + " calls " + e.Next.Fn
		} else {
			step.Quiet = e.Quiet()
		}
		out = append(out, step)
	}
	return out
}
