// Command upstream measures conclint on the fixtures of the analyzers of vet and
// staticcheck whose rules it covers. They lie in the module cache, at the
// versions that go.mod requires.
//
//	go run ./internal/eval/upstream [-v]
//
// Each line with a "// want" comment, or a "//@ diag" of staticcheck's, must have
// a report, of whatever rule. A report on another line is extra, unless
// ledger.txt argues that it is true.
//
// Some of the analyzers report one bug at several places, or at another than
// conclint does. Of theirs, lines that the trace of a report leads through are
// found, too, and the report is not extra.
//
// Some fixtures do not compile, so that no vet tool ever sees them; these are
// mended on the way, as far as it is simple.
// The exit status is 1 when a wanted line is missed, a report is extra, or a
// ledger entry is out of date.
package main

import (
	"cmp"
	"context"
	_ "embed"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/conclint/conclint/internal/eval/cli"
	"github.com/conclint/conclint/internal/eval/ledger"
	"github.com/conclint/conclint/internal/eval/vetjson"
)

//go:embed ledger.txt
var ledgerText string

// suites are what is read.
var suites = []suite{
	{"golang.org/x/tools", "go/analysis/passes", "testdata/src", []string{"copylock", "loopclosure", "lostcancel", "testinggoroutine", "waitgroup"}},
	{"honnef.co/go/tools", "staticcheck", "testdata/go1.0", []string{"sa2000", "sa2002", "sa2003"}},
}

// elsewhere are the analyzers that report at other places than conclint:
// lostcancel at the return as well, SA2002 at the go statement.
var elsewhere = []string{"lostcancel", "sa2002"}

// optional are analyzers' flags that the upstream tests set. They are passed
// on if the measured tool has them.
var optional = []string{"testinggoroutine.subtest"}

// env keeps the user's workspace and module mode out of the fixtures' modules.
var env = []string{"GOWORK=off", "GOFLAGS=-mod=mod"}

func main() {
	tool := cli.RegisterFlags()
	verbose := flag.Bool("v", false, "print the reports on wanted lines, too")
	flag.Parse()
	os.Exit(cli.Tell("upstream", run(context.Background(), tool, *verbose)))
}

func run(ctx context.Context, tool cli.ToolFlags, verbose bool) error {
	led, err := ledger.Parse(ledgerText)
	if err != nil {
		return err
	}
	tmp, err := cli.TempDir()
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	exe, err := tool.Path(ctx, tmp)
	if err != nil {
		return err
	}
	m := measurer{tool: exe, flags: tool.Flags(), tmp: tmp, led: led}
	known, err := cli.VetFlags(ctx, exe)
	if err != nil {
		return err
	}
	for _, name := range optional {
		if slices.Contains(known, name) {
			m.flags = append(m.flags, "-"+name)
		}
	}
	var all []fixture
	for _, s := range suites {
		dir, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", s.module).Output()
		if err != nil {
			return fmt.Errorf("go list -m %s: %w", s.module, err)
		}
		fs, err := s.fixtures(strings.TrimSpace(string(dir)))
		if err != nil {
			return err
		}
		all = append(all, fs...)
	}
	var results []result
	for _, f := range all {
		r, err := m.measure(ctx, f)
		if err != nil {
			return fmt.Errorf("%s: %w", f.name(), err)
		}
		results = append(results, r)
	}
	if err := printResults(os.Stdout, results, verbose); err != nil {
		return err
	}
	return gate(results, led)
}

// measurer is what measuring a fixture takes.
type measurer struct {
	tool  string
	flags []string
	tmp   string
	led   *ledger.Ledger
}

// result is what was reported on a fixture.
type result struct {
	fixture
	wanted, found int
	lost          int // wanted lines in code that does not compile
	missed        []line
	hits, extra   []located
	argued        int
}

// located is a report with the line it lies on.
type located struct {
	line
	vetjson.Report
}

func (m measurer) measure(ctx context.Context, f fixture) (result, error) {
	dir := filepath.Join(m.tmp, f.pass, filepath.FromSlash(f.path))
	lost, err := f.layOut(dir)
	if err != nil {
		return result{}, err
	}
	want, err := wanted(ctx, dir)
	if err != nil {
		return result{}, err
	}
	res, err := vetjson.Run(ctx, vetjson.Command{Tool: m.tool, Flags: m.flags, Dir: dir, Env: env})
	if err != nil {
		return result{}, err
	}
	if len(res.Failures) > 0 {
		return result{}, fmt.Errorf("%s: %s", res.Failures[0].Package, res.Failures[0].Text)
	}
	r := result{fixture: f, wanted: len(want), lost: lost}
	for _, rep := range res.Reports {
		at := located{line{relative(dir, rep.File), rep.Line}, rep}
		places := []vetjson.Place{rep.Place}
		if slices.Contains(elsewhere, f.pass) {
			for _, s := range rep.Trace {
				places = append(places, s.Place)
			}
		}
		hit := false
		for _, p := range places {
			l := line{relative(dir, p.File), p.Line}
			if _, ok := want[l]; ok {
				want[l] = false // found
				hit = true
			}
		}
		if hit {
			r.hits = append(r.hits, at)
		} else if _, ok := m.led.Reason(f.name()+"/"+at.file, at.n); ok {
			r.argued++
		} else {
			r.extra = append(r.extra, at)
		}
	}
	for _, l := range slices.SortedFunc(maps.Keys(want), compareLines) {
		if want[l] {
			r.missed = append(r.missed, l)
		} else {
			r.found++
		}
	}
	return r, nil
}

func compareLines(a, b line) int { return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.n, b.n)) }

func printResults(w io.Writer, results []result, verbose bool) error {
	for _, r := range results {
		for _, h := range r.hits {
			if verbose {
				fmt.Fprintf(w, "found  %s/%s:%d: %s: %s\n", r.name(), h.file, h.n, h.Rule(), h.Message)
			}
		}
		for _, l := range r.missed {
			fmt.Fprintf(w, "MISSED %s/%s:%d\n", r.name(), l.file, l.n)
		}
		for _, e := range r.extra {
			fmt.Fprintf(w, "EXTRA  %s/%s:%d: %s: %s\n", r.name(), e.file, e.n, e.Rule(), e.Message)
		}
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "fixture\twanted\tfound\textra\tin the ledger\tcannot compile")
	var wanted, found, extra, argued, lost int
	for _, r := range results {
		fmt.Fprintf(tw, "%s\t%d\t%d\t%d\t%d\t%d\n", r.name(), r.wanted, r.found, len(r.extra), r.argued, r.lost)
		wanted, found, extra, argued, lost = wanted+r.wanted, found+r.found, extra+len(r.extra), argued+r.argued, lost+r.lost
	}
	fmt.Fprintf(tw, "all\t%d\t%d\t%d\t%d\t%d\n", wanted, found, extra, argued, lost)
	return tw.Flush()
}

func gate(results []result, led *ledger.Ledger) error {
	var bad []string
	missed, extra := 0, 0
	for _, r := range results {
		missed, extra = missed+len(r.missed), extra+len(r.extra)
	}
	if missed > 0 {
		bad = append(bad, fmt.Sprintf("%d wanted lines missed", missed))
	}
	if extra > 0 {
		bad = append(bad, fmt.Sprintf("%d reports that the ledger does not know", extra))
	}
	if unused := led.Unused(); len(unused) > 0 {
		bad = append(bad, "ledger entries without a report: "+strings.Join(unused, ", "))
	}
	if bad != nil {
		return fmt.Errorf("%w: %s", cli.ErrGate, strings.Join(bad, "; "))
	}
	return nil
}
