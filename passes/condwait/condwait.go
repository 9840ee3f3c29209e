package condwait

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/doc"
	"github.com/conclint/conclint/internal/interleave"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/rule"
)

// Source is the package's documentation, for package doc to read.
//
//go:embed doc.go
var Source string

var signal = rule.Rule{
	ID:         "condwait-signal",
	Title:      "Cond.Wait that nobody ends",
	Format:     "%s.Wait can block for ever: nobody is left to signal it",
	Severity:   rule.Error,
	Confidence: rule.High,
}

var rules = rule.NewSet(signal)

// Rules are the rules of the analyzer.
var Rules = rules.Rules()

// Analyzer reports waits for a sync.Cond that never end.
var Analyzer = &analysis.Analyzer{
	Name:     "condwait",
	Doc:      doc.Analyzer(Source, "condwait"),
	URL:      "https://pkg.go.dev/github.com/conclint/conclint/passes/condwait",
	Requires: []*analysis.Analyzer{interleave.Analyzer},
	Flags:    rules.Flags(),
	Run:      run,
}

func run(pass *analysis.Pass) (any, error) {
	found := pass.ResultOf[interleave.Analyzer].(*interleave.Findings)
	var out []report.Finding
	for _, st := range found.Stuck {
		if b, ok := st.Root(); ok && b.Kind == interleave.Cond {
			out = append(out, report.Finding{
				Rule:  signal,
				Pos:   b.Instr.Pos(),
				Args:  []any{found.Words.Operand(b.Instr)},
				Trace: found.Trace(&st),
			})
		}
	}
	report.Emit(pass, rules, out)
	return nil, nil
}
