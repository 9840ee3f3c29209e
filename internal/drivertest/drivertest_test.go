package drivertest

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// root is the repository's directory.
var root string

// bin is where the programs under test are built.
var bin string

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	if root, err = filepath.Abs(filepath.Join("..", "..")); err != nil {
		return 0, err
	}
	if bin, err = os.MkdirTemp("", "drivertest-"); err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(bin)) }()
	return m.Run(), nil
}

// sources says where the programs come from: a module and a package in it.
var sources = map[string]struct{ module, pkg string }{
	"conclint":         {".", "./cmd/conclint"},
	"golangci-lint":    {"internal/drivertest", "./golangci-lint"},
	"multichecker":     {"examples", "./multichecker"},
	"singlechecker":    {"examples", "./singlechecker"},
	"go-cacher":        {"internal/drivertest", "github.com/bradfitz/go-tool-cache/cmd/go-cacher"},
	"go-cacher-server": {"internal/drivertest", "github.com/bradfitz/go-tool-cache/cmd/go-cacher-server"},
	"unitlog":          {".", "./internal/eval/unitlog"},
}

// program returns the file of a program, which is built if it is not yet.
func program(t *testing.T, name string) string {
	t.Helper()
	file := filepath.Join(bin, name)
	if _, err := os.Stat(file); err == nil {
		return file
	}
	src := sources[name]
	command{dir: filepath.Join(root, src.module)}.ok(t, "go", "build", "-o", file, src.pkg)
	return file
}

// command is how a program is run.
type command struct {
	dir   string
	env   []string // besides the usual
	input string
}

// result is what it did.
type result struct {
	status         int
	stdout, stderr string
}

// run runs a program to its end.
func (c command) run(t *testing.T, name string, args ...string) result {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Dir = c.dir
	cmd.Stdin = strings.NewReader(c.input)
	// The settings of whoever runs the tests are none of theirs.
	cmd.Env = append(append(os.Environ(), "GOENV=off", "GOFLAGS=", "GOWORK=off", "NO_COLOR=1"), c.env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
		t.Fatalf("%s: %v", name, err)
	}
	return result{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// ok runs a program that has to succeed.
func (c command) ok(t *testing.T, name string, args ...string) result {
	t.Helper()
	return c.exits(t, 0, name, args...)
}

// exits runs a program that has to end with the given status.
func (c command) exits(t *testing.T, status int, name string, args ...string) result {
	t.Helper()
	r := c.run(t, name, args...)
	if r.status != status {
		t.Fatalf("%s %s: exit status %d, want %d\n%s%s", name, strings.Join(args, " "), r.status, status, r.stdout, r.stderr)
	}
	return r
}

// write makes a file with the given text.
func write(t *testing.T, text string, elem ...string) {
	t.Helper()
	name := filepath.Join(elem...)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, elem ...string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(elem...))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
