package cmdtest

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestPowerless runs conclint as a user who may not do what is asked for, and
// checks that it says so in one line, and what can be done is done.
func TestPowerless(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions are another matter there")
	}
	const (
		bug  = "package p\n\nfunc F() {\n\tc := make(chan int)\n\tc <- 1\n}\n"
		find = "m/p.go:5:4: "
	)
	for name, test := range map[string]struct {
		locked string // below the module, to be taken away
		mode   os.FileMode
		args   string
		stdout string // begins with
		stderr string // lines begin with
		status int
	}{
		"module":    {"m", 0o555, "-C m ./...", find, "conclint: 1 finding (\nconclint: conclint help ", 1},
		"report":    {"m", 0o555, "-C m -o r ./...", "", "conclint: cannot write m/r: permission denied", 2},
		"baseline":  {"m", 0o555, "-C m -write-baseline ./...", "", "conclint: cannot write m/.conclint-baseline.yaml: permission denied", 2},
		"directory": {"m/sub", 0, "-C m ./...", find, "conclint: ./... was not analysed: pattern ./...: open sub: permission denied\nconclint: 1 finding (\nconclint: conclint help ", 2},
		"file":      {"m/sub/s.go", 0, "-C m ./...", find, "conclint: example.com/m/sub was not analysed: open \nconclint: 1 finding (\nconclint: conclint help ", 2},
		"-C":        {"m/sub", 0, "-C m/sub", "", "conclint: m/sub cannot be entered: permission denied", 2},
		"go.mod":    {"m/go.mod", 0, "-C m ./...", "", "conclint: ", 2},
		"cache":     {"cache", 0o555, "-C m ./...", "", "conclint: failed to initialize build cache at ", 2},
		"config":    {"m/.conclint.yaml", 0, "-C m ./...", "", "conclint: cannot read the configuration: ", 2},
	} {
		t.Run(name, func(t *testing.T) {
			dir := worldDir(t)
			for _, d := range []string{"m/sub", "cache", "tmp"} {
				mkdirAll(t, filepath.Join(dir, d))
			}
			write(t, filepath.Join(dir, "m/go.mod"), "module example.com/m\n\ngo 1.26\n", 0o644)
			write(t, filepath.Join(dir, "m/p.go"), bug, 0o644)
			write(t, filepath.Join(dir, "m/.conclint.yaml"), "", 0o644)
			write(t, filepath.Join(dir, "m/sub/s.go"), "package sub\n", 0o644)
			locked := filepath.Join(dir, test.locked)
			if err := os.Chmod(locked, test.mode); err != nil {
				t.Fatal(err)
			}
			defer os.Chmod(locked, 0o777)
			cmd := exec.Command(filepath.Join(bin, "conclint"), strings.Fields(test.args)...)
			if os.Geteuid() == 0 {
				// There is nothing that root may not do.
				cmd = exec.Command("setpriv", append([]string{"--reuid=65534", "--regid=65534", "--clear-groups"}, cmd.Args...)...)
				if cmd.Err != nil {
					t.Skip(cmd.Err)
				}
				if err := os.Chmod(bin, 0o755); err != nil {
					t.Fatal(err)
				}
			}
			env, err := environment()
			if err != nil {
				t.Fatal(err)
			}
			cmd.Dir = dir
			cmd.Env = append(append(os.Environ(), env...), "HOME="+dir, "TMPDIR="+dir+"/tmp", "GOCACHE="+dir+"/cache")
			var stdout, stderr strings.Builder
			cmd.Stdout, cmd.Stderr = &stdout, &stderr
			err = cmd.Run()
			exit, ok := errors.AsType[*exec.ExitError](err)
			if !ok || exit.ExitCode() != test.status {
				t.Errorf("%v, want exit status %d", err, test.status)
			}
			if !strings.HasPrefix(stdout.String(), test.stdout) || test.stdout == "" && stdout.Len() > 0 {
				t.Errorf("standard output is\n%swant\n%s", stdout.String(), test.stdout)
			}
			lines := strings.Split(strings.TrimSuffix(stderr.String(), "\n"), "\n")
			if !slices.EqualFunc(lines, strings.Split(test.stderr, "\n"), strings.HasPrefix) {
				t.Errorf("standard error is\n%swant lines that begin\n%s", stderr.String(), test.stderr)
			}
		})
	}
}

// worldDir returns a temporary directory that everybody can get at.
func worldDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "powerless-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	return dir
}

// mkdirAll makes a directory in which everybody can write.
func mkdirAll(t *testing.T, dir string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o777); err != nil {
		t.Fatal(err)
	}
}
