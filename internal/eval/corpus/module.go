package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/conclint/conclint/internal/eval/cli"
	"github.com/conclint/conclint/internal/eval/unit"
	"github.com/conclint/conclint/internal/eval/vetjson"
)

// module is a directory whose packages are analysed with one command.
type module struct {
	dir      string // absolute
	patterns []string
}

// parseModule reads an argument: a directory, and after a colon the patterns
// of packages in it.
func parseModule(arg string) (module, error) {
	dir, patterns, _ := strings.Cut(arg, ":")
	abs, err := filepath.Abs(dir)
	if err != nil {
		return module{}, err
	}
	// Positions in reports have no symbolic links in them.
	if abs, err = filepath.EvalSymlinks(abs); err != nil {
		return module{}, err
	}
	m := module{dir: abs}
	if patterns != "" {
		m.patterns = strings.Split(patterns, ",")
	}
	return m, nil
}

// outcome is what analysing a module brought.
type outcome struct {
	module
	vetjson.Result
	units           []unit.Record // that were not cached
	packages, lines int
}

// runner is what analysing a module takes.
type runner struct {
	tool, unitlog string
	flags         []string
	log           string
	timeout       time.Duration // of a unit
}

// newRunner prepares the tools in tmp.
func newRunner(ctx context.Context, tool cli.ToolFlags, tmp string, timeout time.Duration) (*runner, error) {
	exe, err := tool.Path(ctx, tmp)
	if err != nil {
		return nil, err
	}
	unitlog, err := cli.Build(ctx, tmp, unit.Main)
	if err != nil {
		return nil, err
	}
	return &runner{tool: exe, unitlog: unitlog, flags: tool.Flags(), log: filepath.Join(tmp, "units"), timeout: timeout}, nil
}

// run analyses a module.
func (r *runner) run(ctx context.Context, m module) (outcome, error) {
	out := outcome{module: m}
	var err error
	if out.packages, out.lines, err = count(ctx, m); err != nil {
		return out, err
	}
	conf := unit.Config{Tool: r.tool, Log: r.log, Timeout: r.timeout}
	out.Result, err = vetjson.Run(ctx, vetjson.Command{Tool: r.unitlog, Flags: r.flags, Dir: m.dir, Patterns: m.patterns, Env: conf.Environ()})
	if err != nil {
		return out, err
	}
	out.units, err = unit.Read(r.log)
	return out, err
}

// count returns the number of a module's packages and of their lines of Go,
// tests included, empty lines and comments too.
func count(ctx context.Context, m module) (packages, lines int, err error) {
	patterns := m.patterns
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	args := append([]string{"list", "-e", "-json=Dir,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles"}, patterns...)
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = m.dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return 0, 0, fmt.Errorf("go list in %s: %w: %s", m.dir, err, stderr.String())
	}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			Dir                                          string
			GoFiles, CgoFiles, TestGoFiles, XTestGoFiles []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return packages, lines, nil
		} else if err != nil {
			return 0, 0, err
		}
		packages++
		for _, list := range [][]string{p.GoFiles, p.CgoFiles, p.TestGoFiles, p.XTestGoFiles} {
			for _, f := range list {
				data, err := os.ReadFile(filepath.Join(p.Dir, f))
				if err != nil {
					return 0, 0, err
				}
				lines += bytes.Count(data, []byte("\n"))
			}
		}
	}
}
