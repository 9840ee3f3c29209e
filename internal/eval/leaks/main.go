// Command leaks measures conclint on the tests of Go's own goroutine-leak
// detector, which are on every machine that has Go's source: programs that
// leave blocked goroutines behind, and the list of those goroutines.
//
//	go run ./internal/eval/leaks [-v] [-min N]
//
// A leak counts as found when a report of a rule that may stand for what its
// goroutine waits for lies in the code which the goroutine runs, or where it
// is started. Reports in other parts of a program that leaks are "elsewhere".
// The test leaves some programs out that do leak, but seldom. With -min it is an
// error if fewer than N of the micro cases and common patterns that leak are
// found, or if anything is reported on programs that do not leak.
package main

import (
	"context"
	"flag"
	"fmt"
	"go/version"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/conclint/conclint/internal/eval/cli"
	"github.com/conclint/conclint/internal/eval/lay"
	"github.com/conclint/conclint/internal/eval/vetjson"
)

func main() {
	tool := cli.RegisterFlags()
	verbose := flag.Bool("v", false, "print each case")
	least := flag.Int("min", -1, "micro cases and common patterns that must be found, at least `N`")
	flag.Parse()
	os.Exit(cli.Tell("leaks", run(context.Background(), tool, *verbose, *least)))
}

func run(ctx context.Context, tool cli.ToolFlags, verbose bool, least int) error {
	tmp, err := cli.TempDir()
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	exe, err := tool.Path(ctx, tmp)
	if err != nil {
		return err
	}
	goroot, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	src := filepath.Join(strings.TrimSpace(string(goroot)), "src", "runtime")
	dir := filepath.Join(tmp, "leaks")
	if err := layOut(dir, filepath.Join(src, "testdata", "testgoroutineleakprofile")); err != nil {
		return err
	}
	cases, err := parseCases(filepath.Join(src, "goroutineleakprofile_test.go"))
	if err != nil {
		return err
	}
	sources, err := parseSources(cases, dir, filepath.Join(dir, "goker"))
	if err != nil {
		return err
	}
	scores, err := newScores(cases, sources)
	if err != nil {
		return err
	}
	res, err := vetjson.Run(ctx, vetjson.Command{Tool: exe, Flags: tool.Flags(), Dir: dir, Env: []string{"GOWORK=off"}})
	if err != nil {
		return err
	}
	rest := score(scores, sources, res.Reports)
	if verbose {
		printCases(os.Stdout, dir, scores)
	}
	printReports(os.Stdout, dir, "NO LEAK ", rest.NoLeak)
	if verbose {
		printReports(os.Stdout, dir, "NOT IN THE TEST ", rest.Unknown)
	}
	if err := printTable(os.Stdout, scores, rest); err != nil {
		return err
	}
	for _, f := range res.Failures {
		fmt.Printf("FAILED %s: %s\n", f.Package, f.Text)
	}
	if len(res.Failures) > 0 {
		return fmt.Errorf("%w: %d packages failed", cli.ErrGate, len(res.Failures))
	}
	return gate(scores, rest, least)
}

// gate returns [cli.ErrGate] with the reason if fewer than least of the cases
// that are no GoKer kernels are found, or anything is reported that is no leak;
// a negative number means any.
func gate(scores []*CaseScore, rest Rest, least int) error {
	if least < 0 {
		return nil
	}
	small := new(row)
	for _, c := range scores {
		if c.Group == "micro" || c.Group == "pattern" {
			small.add(c)
		}
	}
	if small.found < least || len(rest.NoLeak) > 0 {
		return fmt.Errorf("%w: %d micro cases and patterns found, want %d; %d reports on programs that do not leak",
			cli.ErrGate, small.found, least, len(rest.NoLeak))
	}
	return nil
}

// layOut copies the test programs to dir as a module.
func layOut(dir, src string) error {
	lang := strings.TrimPrefix(version.Lang(runtime.Version()), "go")
	if lang == "" { // a development version of Go
		lang = "1.26"
	}
	if err := lay.Module(dir, "leaks", lang, ""); err != nil {
		return err
	}
	return os.CopyFS(dir, os.DirFS(src))
}

// parseSources parses the programs' directories.
func parseSources(cases []Case, dirs ...string) ([]*Source, error) {
	isEntry := func(name string) bool {
		return slices.ContainsFunc(cases, func(c Case) bool {
			return slices.ContainsFunc(c.Leaks, func(l Leak) bool { return l.entry.MatchString(name) })
		})
	}
	var out []*Source
	for _, dir := range dirs {
		s, err := parseSource(dir, isEntry)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func printCases(w io.Writer, dir string, scores []*CaseScore) {
	for _, c := range scores {
		fmt.Fprintf(w, "%s %s\n", c.Group, c.Name)
		for _, l := range c.Leaks {
			e := l.entries[0]
			verdict := "missed"
			if len(l.Hits) > 0 {
				verdict = "FOUND"
			}
			fmt.Fprintf(w, "    %-6s %s [%s] at %s:%d\n", verdict, e.Name, l.reason, rel(dir, e.File), e.first)
			printReports(w, dir, "           by ", l.Hits)
		}
		printReports(w, dir, "    ELSEWHERE ", c.Elsewhere)
	}
	fmt.Fprintln(w)
}

func printReports(w io.Writer, dir, prefix string, reports []vetjson.Report) {
	for _, r := range reports {
		fmt.Fprintf(w, "%s%s at %s:%d: %s\n", prefix, r.Rule(), rel(dir, r.File), r.Line, r.Message)
	}
}

func rel(dir, file string) string {
	if r, err := filepath.Rel(dir, file); err == nil {
		return filepath.ToSlash(r)
	}
	return file
}

// row is a line of the table.
type row struct {
	group                                      string
	cases, found, leaks, leaksFound, elsewhere int
}

func printTable(w io.Writer, scores []*CaseScore, rest Rest) error {
	var rows []*row
	for _, c := range scores {
		i := slices.IndexFunc(rows, func(r *row) bool { return r.group == c.Group })
		if i < 0 {
			i = len(rows)
			rows = append(rows, &row{group: c.Group})
		}
		rows[i].add(c)
	}
	all := &row{group: "all"}
	for _, c := range scores {
		all.add(c)
	}
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(tw, "group\tprograms that leak\tfound\tleaking functions\tfound\tmissed\treports elsewhere\t")
	for _, r := range append(rows, all) {
		fmt.Fprintf(tw, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t\n", r.group, r.cases, r.found, r.leaks, r.leaksFound, r.leaks-r.leaksFound, r.elsewhere)
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "reports on programs that do not leak: %d\nreports on programs that the test leaves out: %d\n", len(rest.NoLeak), len(rest.Unknown))
	return err
}

func (r *row) add(c *CaseScore) {
	if c.Leaky() {
		r.cases++
	}
	if c.Found() {
		r.found++
	}
	for _, l := range c.Leaks {
		r.leaks++
		if len(l.Hits) > 0 {
			r.leaksFound++
		}
	}
	r.elsewhere += len(c.Elsewhere)
}
