package interleave

import (
	"fmt"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/scope"
	"github.com/conclint/conclint/internal/words"
)

// Analyzer explores the scopes of a package. Its result is a [*Findings].
var Analyzer = &analysis.Analyzer{
	Name:       "conclintinterleave",
	Doc:        "conclintinterleave: find goroutines that can never go on, for other analyzers",
	Requires:   []*analysis.Analyzer{model.Analyzer},
	Run:        run,
	ResultType: reflect.TypeFor[*Findings](),
}

// Findings are what the scopes of a package can get stuck at, and how they can
// panic: each operation once, in the smallest scope that shows it.
type Findings struct {
	Stuck  []Stuck
	Panics []Panic
	Words  *words.Words

	// Err is an error of ours, for one pass to return: drivers do not tell
	// the errors of an analyzer that others require.
	Err error
}

func run(pass *analysis.Pass) (any, error) {
	pkg := pass.ResultOf[model.Analyzer].(*model.Package)
	out := new(Findings)
	var results []*Result
	cut := 0
	c := newCode()
	for _, fn := range entries(pass, pkg) {
		r := new(Result)
		if err := report.Try(func() { r = c.exploreScope(fn) }); err != nil {
			out.Err = fmt.Errorf("internal error exploring %s: %w", fn, err)
		}
		if r.Cut {
			cut++
		}
		results = append(results, r)
	}
	scope.Cut("scopes explored in part", cut)
	slices.SortStableFunc(results, func(a, b *Result) int { return a.Nodes - b.Nodes })
	seen := make(map[ssa.Instruction]bool)
	for _, r := range results {
		for _, st := range r.Stuck {
			if !slices.ContainsFunc(st.Blocked, func(b Blocked) bool { return seen[b.Instr] }) {
				out.Stuck = append(out.Stuck, st)
			}
			for _, b := range st.Blocked {
				seen[b.Instr] = true
			}
		}
		for _, p := range r.Panics {
			if !seen[p.Instr] {
				seen[p.Instr] = true
				out.Panics = append(out.Panics, p)
			}
		}
	}
	out.Words = out.words()
	return out, nil
}

// words returns the words for all operations of the findings.
func (f *Findings) words() *words.Words {
	w := new(words.Words)
	learn := func(steps []Step) {
		for _, s := range steps {
			w.Learn(s.Instr)
		}
	}
	for _, st := range f.Stuck {
		learn(st.Schedule)
		for _, b := range st.Blocked {
			w.Learn(b.Instr)
		}
	}
	for _, p := range f.Panics {
		learn(p.Schedule)
		w.Learn(p.Instr)
	}
	return w
}
