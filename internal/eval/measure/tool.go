package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/eval/unit"
	"github.com/conclint/conclint/internal/eval/usage"
)

// tool is one of the two that are compared.
type tool struct {
	name    string
	command []string // that analyses ./...
	vettool string   // the binary that it runs on each unit
	cache   string   // its own build cache
}

// run runs the tool on the module in dir with its cache. Findings make both
// tools fail, so only their own errors count; their output is returned.
func (t *tool) run(ctx context.Context, dir string) (usage.Usage, []byte, error) {
	cmd := exec.CommandContext(ctx, t.command[0], t.command[1:]...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOCACHE="+t.cache)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && (!errors.As(err, &exit) || exit.ExitCode() != 1) {
		return usage.Usage{}, nil, fmt.Errorf("%s: %w: %s", t.name, err, firstLines(stderr.String()))
	}
	return usage.Of(cmd.ProcessState), slices.Concat(stdout.Bytes(), stderr.Bytes()), nil
}

func firstLines(s string) string {
	lines := strings.SplitN(s, "\n", 6)
	return strings.Join(lines[:min(5, len(lines))], "\n")
}

// units returns the IDs of the units that "go vet" has the tool's binary
// analyse in the module in dir, with its cache as it is.
func (t *tool) units(ctx context.Context, dir, unitlog, log string) ([]string, error) {
	cmd := exec.CommandContext(ctx, "go", "vet", "-vettool="+unitlog, "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOCACHE="+t.cache)
	cmd.Env = append(cmd.Env, unit.Config{Tool: t.vettool, Log: log}.Environ()...)
	if err := cmd.Run(); err != nil {
		if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) {
			return nil, err
		}
	}
	records, err := unit.Read(log)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, r := range records {
		id := r.ID
		if r.FactsOnly {
			id += " (facts)"
		}
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids, nil
}

// copyCache gives the tool a fresh copy of a build cache.
func (t *tool) copyCache(from string) error {
	if err := removeAll(t.cache); err != nil {
		return err
	}
	return os.CopyFS(t.cache, os.DirFS(from))
}

// removeAll removes a directory, read-only ones inside included.
func removeAll(dir string) error {
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			return os.Chmod(p, 0o777)
		}
		return err
	})
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.RemoveAll(dir)
}
