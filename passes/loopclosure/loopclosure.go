package loopclosure

import (
	_ "embed"
	"go/ast"
	"go/types"
	"go/version"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/conclint/conclint/internal/doc"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/rule"
)

// Source is the text of doc.go, which explains the rules.
//
//go:embed doc.go
var Source string

// Rules are the analyzer's rules.
var Rules = []rule.Rule{goRule, deferRule, parallelRule}

var (
	goRule = rule.Rule{
		ID:         "loopclosure-go",
		Title:      "iteration variable captured by a goroutine that outlives the iteration",
		Format:     "loop variable %s captured by %s, which may run when the loop has changed it",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	deferRule = rule.Rule{
		ID:         "loopclosure-defer",
		Title:      "iteration variable captured by a deferred call",
		Format:     "loop variable %s captured by %s, which runs when the loop has changed it",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
	parallelRule = rule.Rule{
		ID:         "loopclosure-parallel",
		Title:      "iteration variable captured by a parallel subtest",
		Format:     "loop variable %s captured by %s, which goes on when the loop has changed it",
		Severity:   rule.Error,
		Confidence: rule.High,
	}
)

var rules = rule.NewSet(Rules...)

// Analyzer finds iteration variables captured by code that outlives the
// iteration.
var Analyzer = &analysis.Analyzer{
	Name:       "loopclosure",
	Doc:        doc.Analyzer(Source, "loopclosure"),
	URL:        "https://pkg.go.dev/github.com/conclint/conclint/passes/loopclosure",
	Flags:      rules.Flags(),
	Requires:   []*analysis.Analyzer{inspect.Analyzer},
	Run:        report.Run(rules, run),
	ResultType: report.ResultType,
}

// spawns are the nodes at which code that runs later can be named.
var spawns = []ast.Node{(*ast.GoStmt)(nil), (*ast.DeferStmt)(nil), (*ast.CallExpr)(nil)}

func run(pass *analysis.Pass) ([]report.Finding, error) {
	c := &checker{pass: pass, info: pass.TypesInfo}
	in := pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
	for file := range in.Root().Children() {
		if !sharesVars(pass.TypesInfo, file.Node().(*ast.File)) {
			continue
		}
		for cur := range file.Preorder(spawns...) {
			if s, ok := c.spawn(cur); ok {
				c.check(s)
			}
		}
	}
	return c.findings, nil
}

// sharesVars reports whether the iterations of a loop in the file share their
// variables, as they did before Go 1.22. A file of unknown version is taken
// for a new one.
func sharesVars(info *types.Info, file *ast.File) bool {
	v := info.FileVersions[file]
	return version.IsValid(v) && version.Compare(v, "go1.22") < 0
}

// checker looks at one package.
type checker struct {
	pass     *analysis.Pass
	info     *types.Info
	bodies   map[*types.Func]*ast.BlockStmt // of the package's functions; built when first needed
	fixed    map[fixSite]bool
	findings []report.Finding
}

// check reports the iteration variables that s captures of loops that may go
// on before s has run. Of several uses the first one is reported.
func (c *checker) check(s spawn) {
	for _, loop := range c.outlived(s) {
		for _, v := range c.iterVars(loop.Node()) {
			use := c.capture(s, v)
			if use == nil {
				continue
			}
			f := report.Finding{
				Rule: s.rule,
				Pos:  use.Pos(),
				End:  use.End(),
				Args: []any{v.Name(), s.what},
				Trace: []report.Step{
					{Pos: s.cur.Node().Pos(), Text: s.step},
					{Pos: loop.Node().Pos(), Text: "the next iteration of this loop changes " + v.Name()},
				},
			}
			f.Fixes = c.copyFix(s, loop, v)
			c.findings = append(c.findings, f)
		}
	}
}
