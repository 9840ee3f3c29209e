package cmdtest

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestInterrupt has a go command whose tool never ends, and which does not clean
// up, and checks that conclint, told to stop, ends both and itself, prints
// nothing, and leaves the old report and no temporary file.
func TestInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no way to interrupt one process")
	}
	for _, test := range []struct {
		signal os.Signal
		status int
	}{{os.Interrupt, 130}, {syscall.SIGTERM, 143}, {syscall.SIGHUP, 129}, {syscall.SIGQUIT, 131}} {
		if signal.Ignored(test.signal) {
			continue // under nohup, which conclint must respect
		}
		dir := t.TempDir()
		started := filepath.Join(dir, "started")
		ended := filepath.Join(dir, "ended")
		tool := filepath.Join(dir, "tool")
		write(t, filepath.Join(dir, "go.mod"), "module example.com/m\n", 0o666)
		write(t, filepath.Join(dir, "go"), `#!/bin/sh
trap 'echo > "`+ended+`"; exit 1' INT
echo partial
echo > "$GOTMPDIR/object"
sh -c 'echo $$ > "`+tool+`"; echo > "`+started+`"; exec sleep 300'
`, 0o777)
		report := filepath.Join(t.TempDir(), "report")
		tmp := t.TempDir()
		write(t, report, "old", 0o666)
		cmd := exec.Command(filepath.Join(bin, "conclint"), "-o", report, "./...")
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PATH="+dir+":"+os.Getenv("PATH"), "TMPDIR="+tmp, "GOTMPDIR=", "GOENV=off")
		var stdout, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		waitFor(t, started)
		began := time.Now()
		if err := cmd.Process.Signal(test.signal); err != nil {
			t.Fatal(err)
		}
		exit, ok := errors.AsType[*exec.ExitError](cmd.Wait())
		if !ok || exit.ExitCode() != test.status {
			t.Errorf("after %v: %v, want exit status %d", test.signal, exit, test.status)
		}
		if stdout.Len() > 0 || stderr.Len() > 0 {
			t.Errorf("after %v: printed %q and %q", test.signal, &stdout, &stderr)
		}
		if text, err := os.ReadFile(report); err != nil || string(text) != "old" {
			t.Errorf("after %v: the old report is %q (%v)", test.signal, text, err)
		}
		if files, err := os.ReadDir(filepath.Dir(report)); err != nil || len(files) != 1 {
			t.Errorf("after %v: besides the old report: %v (%v)", test.signal, files, err)
		}
		if files, err := os.ReadDir(tmp); err != nil || len(files) != 0 {
			t.Errorf("after %v: temporary files: %v (%v)", test.signal, files, err)
		}
		if _, err := os.Stat(ended); err != nil {
			t.Errorf("after %v: the go command was not ended: %v", test.signal, err)
		}
		if text, err := os.ReadFile(tool); err != nil {
			t.Error(err)
		} else if exec.Command("kill", "-0", strings.TrimSpace(string(text))).Run() == nil {
			t.Errorf("after %v: the tool was not ended", test.signal)
		}
		if took := time.Since(began); took > 8*time.Second {
			t.Errorf("after %v: conclint went on for %v", test.signal, took)
		}
	}
}

// TestInterruptedReader has conclint wait for somebody who reads its report, and
// checks that it can be told to stop.
func TestInterruptedReader(t *testing.T) {
	dir := t.TempDir()
	if err := exec.Command("mkfifo", filepath.Join(dir, "pipe")).Run(); err != nil {
		t.Skip(err)
	}
	ended := filepath.Join(dir, "ended")
	write(t, filepath.Join(dir, "go.mod"), "module example.com/m\n", 0o666)
	write(t, filepath.Join(dir, "go"), "#!/bin/sh\necho >"+ended+"\n", 0o777)
	cmd := exec.Command(filepath.Join(bin, "conclint"), "-o", "pipe", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PATH="+dir+":"+os.Getenv("PATH"))
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	waitFor(t, ended)
	time.Sleep(500 * time.Millisecond) // for conclint to begin to wait
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(20*time.Second, func() { cmd.Process.Kill() })
	err := cmd.Wait()
	if !timer.Stop() || err == nil {
		t.Errorf("conclint went on waiting: %v", err)
	}
}

func write(t *testing.T, name, text string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
}

// waitFor waits until the file exists.
func waitFor(t *testing.T, name string) {
	t.Helper()
	for range 600 {
		if _, err := os.Stat(name); err == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s was never written", name)
}
