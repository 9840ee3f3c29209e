// Command goker measures conclint on GoKer, the kernels of real concurrency
// bugs in the GoBench suite (github.com/timmyyuan/gobench). It needs a
// checkout of the suite, which is not ours to commit; what the bugs are and
// where they lie is in this directory.
//
//	go run ./internal/eval/goker -suite DIR [-v] [-class CLASS,...]
//
// A kernel counts as found when a report of a rule that may stand for the
// bug's class lies within a line of where the bug is. All other reports are
// unrelated, unless ledger.txt argues that they are true. Kernels are counted
// under their main class.
package main

import (
	"context"
	_ "embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
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

func main() {
	o := options{tool: cli.RegisterFlags()}
	flag.StringVar(&o.suite, "suite", os.Getenv("GOBENCH"), "`directory` of a checkout of GoBench (default $GOBENCH)")
	flag.StringVar(&o.classes, "class", "", "comma-separated main `classes` to look at (default all)")
	flag.StringVar(&o.min, "min", "", "fail when less is found: `CLASS=N,...`, where CLASS is a main class, several joined by '+', or 'all'")
	flag.IntVar(&o.maxUnrelated, "maxunrelated", -1, "fail when there are more unrelated reports than `N` (negative: any number)")
	flag.BoolVar(&o.trace, "trace", false, "count a report by the steps of its trace, too")
	flag.BoolVar(&o.verbose, "v", false, "print each kernel")
	flag.Parse()
	os.Exit(cli.Tell("goker", run(context.Background(), o)))
}

type options struct {
	tool                cli.ToolFlags
	suite, classes, min string
	maxUnrelated        int
	trace, verbose      bool
}

func run(ctx context.Context, o options) error {
	if o.suite == "" {
		return errors.New("no suite: give a checkout of GoBench with -suite or in $GOBENCH")
	}
	mins, err := parseMinimums(o.min)
	if err != nil {
		return err
	}
	var classes []string
	if o.classes != "" {
		classes = strings.Split(o.classes, ",")
	}
	ks, err := kernels(classes)
	if err != nil {
		return err
	}
	led, err := ledger.Parse(ledgerText)
	if err != nil {
		return err
	}
	tmp, err := cli.TempDir()
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)

	tool, err := o.tool.Path(ctx, tmp)
	if err != nil {
		return err
	}
	dir := filepath.Join(tmp, "kernels")
	if err := layOut(dir, filepath.Join(o.suite, "gobench", "goker"), ks); err != nil {
		return err
	}
	res, err := vetjson.Run(ctx, vetjson.Command{Tool: tool, Flags: o.tool.Flags(), Dir: dir, Env: []string{"GOWORK=off"}})
	if err != nil {
		return err
	}
	scores := score(dir, ks, res.Reports, o.trace, led)
	if o.verbose {
		printKernels(os.Stdout, scores)
	}
	if err := printTable(os.Stdout, scores); err != nil {
		return err
	}
	for _, f := range res.Failures {
		fmt.Printf("FAILED %s: %s\n", f.Package, f.Text)
	}
	if len(res.Failures) > 0 {
		return fmt.Errorf("%w: %d packages failed", cli.ErrGate, len(res.Failures))
	}
	return gate(scores, mins, o.maxUnrelated)
}

func printKernels(w io.Writer, scores []Score) {
	for _, s := range scores {
		verdict := "missed"
		if s.Found() {
			verdict = "FOUND"
		}
		fmt.Fprintf(w, "%-6s %s (%s)\n", verdict, s.Name, strings.Join(s.Classes, ", "))
		for _, r := range s.Hits {
			fmt.Fprintf(w, "       by %s at line %d: %s\n", r.Rule(), r.Line, r.Message)
		}
		if !s.Found() {
			fmt.Fprintf(w, "       %s:%v: %s\n", s.File, s.Lines, s.Root)
		}
		for _, r := range s.Unrelated {
			fmt.Fprintf(w, "       UNRELATED %s at %s:%d: %s\n", r.Rule(), s.File, r.Line, r.Message)
		}
	}
	fmt.Fprintln(w)
}

// row is a line of the table.
type row struct {
	class                             string
	kernels, found, unrelated, argued int
}

// total sums up the scores of the kernels of some main classes, or of all
// kernels if no class is given.
func total(name string, scores []Score, classes []string) row {
	t := row{class: name}
	for _, s := range scores {
		if len(classes) > 0 && !slices.Contains(classes, s.Classes[0]) {
			continue
		}
		t.kernels++
		if s.Found() {
			t.found++
		}
		t.unrelated += len(s.Unrelated)
		t.argued += s.Argued
	}
	return t
}

func printTable(w io.Writer, scores []Score) error {
	var classes []string
	for _, s := range scores {
		classes = append(classes, s.Classes[0])
	}
	slices.Sort(classes)
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(tw, "class\tkernels\tfound\tmissed\tunrelated\targued\t")
	for _, class := range slices.Compact(classes) {
		total(class, scores, []string{class}).print(tw)
	}
	total("all", scores, nil).print(tw)
	return tw.Flush()
}

func (r row) print(w io.Writer) {
	fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t\n", r.class, r.kernels, r.found, r.kernels-r.found, r.unrelated, r.argued)
}
