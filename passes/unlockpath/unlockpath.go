package unlockpath

import (
	_ "embed"
	"go/token"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/doc"
	"github.com/conclint/conclint/internal/model"
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
	missing = rule.Rule{
		ID:         "unlockpath-missing",
		Title:      "lock still held on some path out of the function or loop",
		Format:     "%s is still held %s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	unheld = rule.Rule{
		ID:         "unlockpath-unheld",
		Title:      "unlock of a lock that is not held",
		Format:     "%s is unlocked, but %s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	mode = rule.Rule{
		ID:         "unlockpath-mode",
		Title:      "read lock released as a write lock, or the other way round",
		Format:     "%s is %s, but was %s",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	deferlock = rule.Rule{
		ID:         "unlockpath-deferlock",
		Title:      "deferred Lock where Unlock was meant",
		Format:     "%s is locked by a deferred call, so it is held when the function has returned",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	trylock = rule.Rule{
		ID:         "unlockpath-trylock",
		Title:      "result of TryLock ignored",
		Format:     "%s may not be locked: the result of the attempt to lock it is ignored",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	deferloop = rule.Rule{
		ID:         "unlockpath-deferloop",
		Title:      "deferred unlock of a lock that a loop takes",
		Format:     "%s is locked in a loop, but the deferred unlock runs only when the function returns",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
)

var rules = rule.NewSet(missing, unheld, mode, deferlock, trylock, deferloop)

// Rules are the rules of the analyzer.
var Rules = rules.Rules()

// Analyzer reports locks that some path does not release, or releases twice.
var Analyzer = &analysis.Analyzer{
	Name:       "unlockpath",
	Doc:        doc.Analyzer(Source, "unlockpath"),
	URL:        "https://pkg.go.dev/github.com/conclint/conclint/passes/unlockpath",
	Requires:   []*analysis.Analyzer{model.Analyzer},
	Flags:      rules.Flags(),
	Run:        report.Run(rules, run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) ([]report.Finding, error) {
	pkg := pass.ResultOf[model.Analyzer].(*model.Package)
	var out []report.Finding
	for _, f := range pkg.Funcs() {
		if f.Truncated {
			continue
		}
		fix := fixer{pass, f}
		done := make(map[*model.Site]bool) // the acquisitions looked at: is it reported?
		out = append(out, loops(pkg, f, done)...)
		out = append(out, held(pkg, f, fix, done)...)
		for _, u := range f.Unheld {
			if u.First == u.Second && (u.Entry || u.First.Mode == syncop.Read) {
				continue // a loop that gives back what others take
			}
			out = append(out, twice(f, u))
		}
		for _, u := range pkg.Untaken(f) {
			if !done[u.Taken] {
				out = append(out, sometimes(f, u))
			}
		}
		for _, m := range f.Mismatches {
			found := mismatch(f, m)
			found.Fixes = fix.otherMode(m)
			out = append(out, found)
		}
		for _, site := range f.DeferredLocks {
			found := at(f, deferlock, site)
			found.Fixes = fix.deferUnlock(site)
			out = append(out, found)
		}
		for _, site := range f.IgnoredTries {
			out = append(out, at(f, trylock, site))
		}
	}
	return out, nil
}

// loops finds locks that a loop takes in one iteration and takes again in the
// next.
func loops(pkg *model.Package, f *model.Func, done map[*model.Site]bool) []report.Finding {
	var out []report.Finding
	for _, r := range f.Relocks {
		if r.First.Instr != r.Instr || r.Event.Next != nil || f.Counts(r.First) || done[r.First] || pkg.HandedOver(f, r.First.Place) {
			continue
		}
		done[r.First] = true
		if r.Deferred {
			out = append(out, at(f, deferloop, r.First))
			continue
		}
		name := r.First.Place.In(f.Fn)
		out = append(out, report.Finding{
			Rule: missing,
			Pos:  r.First.Pos,
			Args: []any{name, "when the loop comes round and locks it again"},
			Trace: []report.Step{
				{Pos: r.First.Pos, Text: "locks " + name},
				{Pos: r.First.Pos, Text: "locks " + name + " again in the next iteration"},
			},
		})
	}
	return out
}

// at words what a single operation does wrong.
func at(f *model.Func, which rule.Rule, site *model.Site) report.Finding {
	return report.Finding{Rule: which, Pos: site.Pos, Args: []any{site.Place.In(f.Fn)}}
}

// twice words a release of a lock that was released before.
func twice(f *model.Func, u model.Unheld) report.Finding {
	name := u.Second.Place.In(f.Fn)
	return report.Finding{
		Rule: unheld,
		Pos:  u.Second.Pos,
		Args: []any{name, "was unlocked before on the same path"},
		Trace: []report.Step{
			{Pos: u.First.Pos, Text: "unlocks " + name},
			{Pos: u.Second.Pos, Text: "unlocks " + name + " again"},
		},
	}
}

// sometimes words a release of a lock that only some paths have taken.
func sometimes(f *model.Func, u *model.Untaken) report.Finding {
	name := u.Release.Place.In(f.Fn)
	return report.Finding{
		Rule: unheld,
		Pos:  u.Release.Pos,
		Args: []any{name, "not locked on every path that leads here"},
		Trace: []report.Step{
			{Pos: u.Taken.Pos, Text: "locks " + name + " on some paths only"},
			{Pos: u.Release.Pos, Text: "unlocks " + name + " on all"},
		},
	}
}

// mismatch words a release in the wrong mode.
func mismatch(f *model.Func, m model.Mismatch) report.Finding {
	name := m.Second.Place.In(f.Fn)
	unlock := map[bool]string{false: "unlocked", true: "read-unlocked"}
	lock := map[bool]string{false: "locked for writing", true: "read-locked"}
	r, a := m.Second.Mode != 0, m.First.Mode != 0
	return report.Finding{
		Rule: mode,
		Pos:  m.Second.Pos,
		Args: []any{name, unlock[r], lock[a]},
		Trace: []report.Step{
			{Pos: m.First.Pos, Text: name + " is " + lock[a]},
			{Pos: m.Second.Pos, Text: name + " is " + unlock[r]},
		},
	}
}

// end returns where a function ends at an exit: at the return, or at its
// closing brace if it just runs out.
func end(f *model.Func, exit ssa.Instruction) token.Pos {
	if pos := exit.Pos(); pos.IsValid() {
		return pos
	}
	if syn := f.Fn.Syntax(); syn != nil {
		return syn.End() - 1
	}
	return f.Fn.Pos()
}
