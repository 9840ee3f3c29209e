package suite

import (
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/atomic"
	"golang.org/x/tools/go/analysis/passes/sigchanyzer"
	"honnef.co/go/tools/staticcheck/sa2001"

	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/rule"
)

// bundled are analyzers of others. Each is its own rule, and reports under
// its name. Left out are vet's copylocks, loopclosure, lostcancel,
// testinggoroutine and waitgroup, and staticcheck's SA2000, SA2002 and SA2003:
// passes of the same purpose find what they do, and more. internal/eval/upstream
// shows that these find all that the others' fixtures want.
var bundled = []Entry{
	bundle(atomic.Analyzer, rule.Error, "result of an atomic operation assigned to its own operand"),
	bundle(sigchanyzer.Analyzer, rule.Error, "unbuffered channel passed to signal.Notify"),
	optIn(bundle(sa2001.Analyzer, rule.Warning, "critical section with nothing in it")),
}

// bundle returns the entry of somebody else's analyzer: a copy that reports
// what it finds as findings of a rule.
func bundle(a *analysis.Analyzer, severity rule.Severity, title string) Entry {
	r := rule.Rule{
		ID:         a.Name,
		Title:      title,
		Format:     "%s",
		Severity:   severity,
		Confidence: rule.High,
	}
	return Entry{Analyzer: report.Adopt(a, r), Rules: []rule.Rule{r}}
}

// optIn returns the entry of an analyzer with one rule as one that runs only
// when it is named.
func optIn(e Entry) Entry {
	e.OptIn = true
	e.Rules[0].OptIn = true
	e.Rules[0].Confidence = rule.Medium
	return e
}
