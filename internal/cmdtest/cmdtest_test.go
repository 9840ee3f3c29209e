package cmdtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	// What the command is made of, so that the go command runs the tests
	// again when it has changed.
	_ "github.com/conclint/conclint/internal/driver"
	_ "github.com/conclint/conclint/internal/render"
	_ "github.com/conclint/conclint/suite"
)

// bin is the directory of the command under test.
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
	dir, err := os.MkdirTemp("", "cmdtest-")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	bin = dir
	build := exec.Command("go", "build", "-o", filepath.Join(dir, "conclint"+exeSuffix()), "./cmd/conclint")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("building conclint: %v\n%s", err, out)
	}
	return m.Run(), nil
}

func exeSuffix() string {
	if runtime.GOOS == "windows" {
		return ".exe"
	}
	return ""
}

// environment returns what a script needs to run the go command, with the
// build cache of the user: compiling the standard library takes longer than
// all tests together, and results for a script's own packages are never found
// there, for the directory that is part of their key is new in every run.
func environment() ([]string, error) {
	names := []string{"GOCACHE", "GOMODCACHE", "GOROOT"}
	out, err := exec.Command("go", append([]string{"env"}, names...)...).Output()
	if err != nil {
		return nil, err
	}
	env := []string{
		"GOENV=off", "GOFLAGS=", "GOPROXY=off", "GOTOOLCHAIN=local", "GOWORK=",
		"GO111MODULE=", "NO_COLOR=", "CGO_ENABLED=1",
	}
	i := 0
	for line := range strings.Lines(string(out)) {
		env = append(env, names[i]+"="+strings.TrimRight(line, "\r\n"))
		i++
	}
	return env, nil
}

func TestScripts(t *testing.T) {
	env, err := environment()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Vars = append(e.Vars, env...)
			e.Setenv("CONCLINT", filepath.Join(bin, "conclint"+exeSuffix()))
			e.Setenv("PATH", bin+string(os.PathListSeparator)+e.Getenv("PATH"))
			return nil
		},
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"status": status},
		Condition:           condition,
		RequireExplicitExec: true,
	})
}

// condition decides the conditions of scripts that testscript does not know:
// root, for whom every directory can be written to.
func condition(name string) (bool, error) {
	if name == "root" {
		return os.Geteuid() == 0, nil
	}
	return false, fmt.Errorf("unknown condition %s", name)
}

// status runs a command and checks its exit status:
//
//	status 1 conclint ./...
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command [args...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit, ok := errors.AsType[*exec.ExitError](err)
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}
