// Package cli is what the measuring commands' command lines have in common.
package cli

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Main names the command that is measured when the user names no binary.
const Main = "github.com/conclint/conclint/cmd/conclint"

// ToolFlags are the flags by which the user says what is measured.
type ToolFlags struct {
	path  *string
	flags *string
}

// RegisterFlags adds -conclint and -flags to the command line.
func RegisterFlags() ToolFlags {
	return ToolFlags{
		path:  flag.String("conclint", "", "the conclint `binary` to measure, or any vet tool (default: built from this checkout)"),
		flags: flag.String("flags", "", "`flags` for it, separated by spaces"),
	}
}

// Flags returns what the user wants the tool to be called with.
func (f ToolFlags) Flags() []string { return strings.Fields(*f.flags) }

// Path returns the absolute path of the tool's binary, and builds it in dir
// if the user named none.
func (f ToolFlags) Path(ctx context.Context, dir string) (string, error) {
	if *f.path != "" {
		return filepath.Abs(*f.path)
	}
	return Build(ctx, dir, Main)
}

// TempDir returns a new directory for the caller to use and remove. Links in
// its path are resolved: positions in reports have to begin with it.
func TempDir() (string, error) {
	dir, err := os.MkdirTemp("", "conclint-eval-")
	if err != nil {
		return "", err
	}
	return filepath.EvalSymlinks(dir)
}

// Build builds a command of this checkout in dir and returns its path.
func Build(ctx context.Context, dir, pkg string) (string, error) {
	exe := filepath.Join(dir, filepath.Base(pkg))
	cmd := exec.CommandContext(ctx, "go", "build", "-o", exe, pkg)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("building %s: %w", pkg, err)
	}
	return exe, nil
}

// VetFlags returns the names of the flags that a vet tool says it has.
func VetFlags(ctx context.Context, tool string) ([]string, error) {
	out, err := exec.CommandContext(ctx, tool, "-flags").Output()
	if err != nil {
		return nil, fmt.Errorf("%s -flags: %w", tool, err)
	}
	var list []struct{ Name string }
	if err := json.Unmarshal(out, &list); err != nil {
		return nil, fmt.Errorf("%s -flags: %w", tool, err)
	}
	var names []string
	for _, f := range list {
		names = append(names, f.Name)
	}
	return names, nil
}

// Tell prints err as the command's last words, and returns the exit status:
// 0 without an error, 1 for [ErrGate], else 2.
func Tell(name string, err error) int {
	if err == nil {
		return 0
	}
	fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
	if errors.Is(err, ErrGate) {
		return 1
	}
	return 2
}

// ErrGate says that the measurement worked and its result is not good enough.
var ErrGate = errors.New("below the bar")
