// Command corpus runs conclint's default rules over real code and prints all
// that they find in a form to be read and judged.
//
//	go run ./internal/eval/corpus [-src] [-rules RULE,...] DIR[:PATTERN,...]...
//
// Each directory is a module, or the root of Go's own source ("std" by name).
// Packages that fail or do not come to an end are listed after the findings;
// the table at the end says how much code it was and what it took. Results
// come from the build cache where they can: "units run" counts the others.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/conclint/conclint/internal/eval/cli"
)

func main() {
	o := options{tool: cli.RegisterFlags()}
	flag.BoolVar(&o.source, "src", false, "print the source around each position")
	flag.StringVar(&o.rules, "rules", "", "comma-separated `rules` whose findings are printed (default all)")
	flag.DurationVar(&o.timeout, "timeout", 5*time.Minute, "for one unit of analysis")
	flag.Parse()
	os.Exit(cli.Tell("corpus", run(context.Background(), o, flag.Args())))
}

type options struct {
	tool    cli.ToolFlags
	source  bool
	rules   string
	timeout time.Duration
}

func run(ctx context.Context, o options, args []string) error {
	if len(args) == 0 {
		return errors.New("no directory given")
	}
	tmp, err := cli.TempDir()
	if err != nil {
		return err
	}
	defer os.RemoveAll(tmp)
	r, err := newRunner(ctx, o.tool, tmp, o.timeout)
	if err != nil {
		return err
	}
	p := &printer{w: os.Stdout, source: o.source}
	if o.rules != "" {
		p.rules = make(map[string]bool)
		for rule := range strings.SplitSeq(o.rules, ",") {
			p.rules[rule] = true
		}
	}
	var outs []outcome
	failed := 0
	for _, arg := range args {
		if arg == "std" {
			if arg, err = stdDir(ctx); err != nil {
				return err
			}
		}
		m, err := parseModule(arg)
		if err != nil {
			return err
		}
		out, err := r.run(ctx, m)
		if err != nil {
			return err
		}
		fmt.Printf("=== %s\n\n", shortDir(m.dir))
		p.findings(out)
		p.failures(out)
		outs = append(outs, out)
		failed += len(out.Failures)
	}
	if err := p.summary(outs); err != nil {
		return err
	}
	if failed > 0 {
		return fmt.Errorf("%w: %d failures", cli.ErrGate, failed)
	}
	return nil
}

// stdDir returns the argument that stands for the standard library.
func stdDir(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return "", err
	}
	return filepath.Join(strings.TrimSpace(string(out)), "src") + ":std", nil
}
