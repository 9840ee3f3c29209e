package cmdtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// TestFullDisk has conclint write a report, and a baseline, to a file system that
// is full, and checks that the old files are still there, and nothing else.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module example.com/m\n\ngo 1.26\n", 0o666)
	write(t, filepath.Join(dir, "m.go"), "package m\n\nimport \"sync\"\n\nfunc F(mu sync.Mutex) {}\n", 0o666)
	if err := os.Mkdir(filepath.Join(dir, "disk"), 0o777); err != nil {
		t.Fatal(err)
	}
	const mount = "mount -t tmpfs -o size=8k none disk || exit 77; "
	out, err := inNamespace(dir, mount)
	if err != nil {
		t.Skipf("no file system of a few bytes here: %v\n%s", err, out)
	}
	out, err = inNamespace(dir, mount+`
echo old >disk/report
echo '[]' >disk/known
dd if=/dev/zero of=disk/rest bs=1k count=8 2>/dev/null
"$CONCLINT" -o disk/report ./...
echo status $?
"$CONCLINT" -write-baseline -baseline disk/known ./...
echo status $?
cat disk/report disk/known
ls -A disk`)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	want := "conclint: cannot write disk/report: no space left on device\nstatus 2\n" +
		"conclint: cannot write disk/known: no space left on device\nstatus 2\nold\n[]\nknown\nreport\nrest\n"
	if out != want {
		t.Errorf("got\n%swant\n%s", out, want)
	}
}

// inNamespace runs a shell script whose mounts nobody else sees.
func inNamespace(dir, script string) (string, error) {
	cmd := exec.Command("unshare", "--map-root-user", "--mount", "sh", "-c", script)
	cmd.Dir = dir
	env, err := environment()
	if err != nil {
		return "", err
	}
	cmd.Env = append(append(os.Environ(), env...), "CONCLINT="+filepath.Join(bin, "conclint"+exeSuffix()))
	out, err := cmd.CombinedOutput()
	return string(out), err
}
