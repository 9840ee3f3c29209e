package vetjson

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"time"

	"github.com/conclint/conclint/internal/eval/usage"
)

// Command says what to run where.
type Command struct {
	Tool     string   // absolute path of the vet tool
	Flags    []string // for the tool
	Dir      string
	Patterns []string // of packages; none means ./...
	Env      []string // in addition to this process's
}

// Result is what a run reported and what it cost.
type Result struct {
	Reports  []Report
	Failures []Failure
	Wall     time.Duration
	Usage    usage.Usage
	Output   []byte // as printed
}

// Run runs the command. Packages that fail are part of the result; the error
// says that there is no result.
func Run(ctx context.Context, c Command) (Result, error) {
	args := slices.Concat([]string{"vet", "-json", "-vettool=" + c.Tool}, c.Flags, c.patterns())
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = c.Dir
	cmd.Env = append(os.Environ(), c.Env...)
	cmd.WaitDelay = 5 * time.Second // the tool's processes inherit the pipes
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	start := time.Now()
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return Result{}, fmt.Errorf("go vet in %s: %w", c.Dir, err)
	}
	if ctx.Err() != nil {
		return Result{}, fmt.Errorf("go vet in %s: %w", c.Dir, ctx.Err())
	}
	res := Result{Wall: time.Since(start), Usage: usage.Of(cmd.ProcessState), Output: stdout.Bytes()}
	var perr error
	if res.Reports, res.Failures, perr = Parse(res.Output); perr != nil {
		return Result{}, fmt.Errorf("go vet in %s: output is not JSON: %w", c.Dir, perr)
	}
	res.Failures = append(res.Failures, stderrFailures(stderr.String())...)
	if err != nil && len(res.Failures) == 0 {
		return Result{}, fmt.Errorf("go vet in %s: %w", c.Dir, err)
	}
	return res, nil
}

func (c Command) patterns() []string {
	if len(c.Patterns) == 0 {
		return []string{"./..."}
	}
	return c.Patterns
}

// stderrFailures splits what the go command wrote about failed packages at
// its "# package" lines. Text without a header belongs to no package.
func stderrFailures(text string) []Failure {
	var out []Failure
	var cur Failure
	flush := func() {
		if cur.Text = strings.TrimSpace(cur.Text); cur.Text != "" {
			out = append(out, cur)
		}
	}
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "go: downloading "):
		case strings.HasPrefix(line, "# "):
			flush()
			cur = Failure{Package: strings.TrimSpace(line[2:])}
		default:
			cur.Text += line
		}
	}
	flush()
	return out
}
