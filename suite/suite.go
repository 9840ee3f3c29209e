// Package suite lists conclint's analyzers: the one place where a pass is
// registered.
package suite

import (
	"cmp"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/doc"
	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/passes/chanblock"
	"github.com/conclint/conclint/passes/chanclose"
	"github.com/conclint/conclint/passes/condwait"
	"github.com/conclint/conclint/passes/copylock"
	"github.com/conclint/conclint/passes/ctxleak"
	"github.com/conclint/conclint/passes/lockorder"
	"github.com/conclint/conclint/passes/loopclosure"
	"github.com/conclint/conclint/passes/spawnjoin"
	"github.com/conclint/conclint/passes/spawnlimit"
	"github.com/conclint/conclint/passes/suppress"
	"github.com/conclint/conclint/passes/testgoroutine"
	"github.com/conclint/conclint/passes/unlockpath"
	"github.com/conclint/conclint/passes/waitgroup"
	"github.com/conclint/conclint/settings"
)

//go:generate go test -run=TestGenerated -write .

// Entry is an analyzer of the suite with its rules.
type Entry struct {
	Analyzer *analysis.Analyzer
	Rules    []rule.Rule

	// Source is the pass's doc.go, for package doc to read. It is empty
	// for the analyzers of others.
	Source string

	// OptIn analyzers run only when the user names them or their rule.
	OptIn bool
}

// Doc returns what there is to read about a rule of the entry.
func (e Entry) Doc(id string) doc.Rule {
	for _, d := range doc.Rules(e.Source) {
		if d.ID == id {
			return d
		}
	}
	return doc.Rule{ID: id, Text: e.Analyzer.Doc} // the analyzer of others is the rule
}

// own are the analyzers in passes.
var own = []Entry{
	{Analyzer: chanblock.Analyzer, Rules: chanblock.Rules, Source: chanblock.Source},
	{Analyzer: chanclose.Analyzer, Rules: chanclose.Rules, Source: chanclose.Source},
	{Analyzer: condwait.Analyzer, Rules: condwait.Rules, Source: condwait.Source},
	{Analyzer: copylock.Analyzer, Rules: copylock.Rules, Source: copylock.Source},
	{Analyzer: ctxleak.Analyzer, Rules: ctxleak.Rules, Source: ctxleak.Source},
	{Analyzer: lockorder.Analyzer, Rules: lockorder.Rules, Source: lockorder.Source},
	{Analyzer: loopclosure.Analyzer, Rules: loopclosure.Rules, Source: loopclosure.Source},
	{Analyzer: spawnjoin.Analyzer, Rules: spawnjoin.Rules, Source: spawnjoin.Source},
	{Analyzer: spawnlimit.Analyzer, Rules: spawnlimit.Rules, Source: spawnlimit.Source},
	{Analyzer: suppress.Analyzer, Rules: suppress.Rules, Source: suppress.Source},
	{Analyzer: testgoroutine.Analyzer, Rules: testgoroutine.Rules, Source: testgoroutine.Source},
	{Analyzer: unlockpath.Analyzer, Rules: unlockpath.Rules, Source: unlockpath.Source},
	{Analyzer: waitgroup.Analyzer, Rules: waitgroup.Rules, Source: waitgroup.Source},
}

// All returns the suite's analyzers, sorted by name.
func All() []Entry { return slices.Clone(all) }

var all = Limit(slices.SortedFunc(slices.Values(slices.Concat(own, bundled)), func(a, b Entry) int {
	return cmp.Compare(a.Analyzer.Name, b.Analyzer.Name)
}), func(Entry) bool { return true })

// Limit returns the entries for a driver that runs only some of them. Suppress,
// if it is among them, looks for suppressions that nobody needs, and therefore
// requires all others: those that the driver runs for their own sake. (In the
// result of [All] these are all analyzers.)
func Limit(entries []Entry, runs func(Entry) bool) []Entry {
	out := slices.Clone(entries)
	var others []*analysis.Analyzer
	for _, e := range entries {
		if e.Analyzer.Name != suppress.Analyzer.Name && runs(e) {
			others = append(others, e.Analyzer)
		}
	}
	for i := range out {
		if out[i].Analyzer.Name == suppress.Analyzer.Name {
			out[i].Analyzer = suppress.New(names(), others...)
		}
	}
	return out
}

// names are those that suppressions can have.
func names() []suppress.Name {
	us := suppress.Name{Name: "conclint"}
	var out []suppress.Name
	for _, e := range slices.Concat(own, bundled) {
		analyzer := suppress.Name{Name: e.Analyzer.Name, Plain: e.Source == ""}
		var ids []string
		for _, r := range e.Rules {
			ids = append(ids, r.ID)
			if !r.OptIn {
				analyzer.Rules = append(analyzer.Rules, r.ID)
			}
			if r.ID != analyzer.Name {
				out = append(out, suppress.Name{Name: r.ID, Rules: []string{r.ID}})
			}
		}
		if e.Analyzer.Name != suppress.Analyzer.Name {
			us.Rules = append(us.Rules, analyzer.Rules...)
		}
		if len(analyzer.Rules) == 0 {
			analyzer.Rules = ids
		}
		out = append(out, analyzer)
	}
	return append(out, us)
}

// Analyzers returns what a driver runs: the suite's analyzers, and the one that
// has the flags for all of them.
func Analyzers() []*analysis.Analyzer {
	list := []*analysis.Analyzer{settings.Analyzer}
	for _, e := range All() {
		list = append(list, e.Analyzer)
	}
	return list
}
