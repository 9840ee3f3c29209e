package driver

import (
	"os"
	"path/filepath"
	"testing"
)

func TestWorkDir(t *testing.T) {
	dir := t.TempDir()
	tmp := filepath.Join(dir, "tmp")
	env := filepath.Join(dir, "env")
	for _, name := range []string{tmp, filepath.Join(dir, "own"), filepath.Join(dir, "saved")} {
		if err := os.Mkdir(name, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(env, []byte("GOTMPDIR="+filepath.Join(dir, "saved")+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TMPDIR", tmp)
	t.Setenv("TMP", tmp) // on Windows
	for name, test := range map[string]struct {
		env    map[string]string
		parent string
	}{
		"nothing said":    {map[string]string{"GOENV": "off"}, "tmp"},
		"go env -w":       {map[string]string{"GOENV": env}, "saved"},
		"the environment": {map[string]string{"GOENV": env, "GOTMPDIR": filepath.Join(dir, "own")}, "own"},
		"a relative name": {map[string]string{"GOENV": "off", "GOTMPDIR": "own"}, "own"},
	} {
		w, err := newWorkDir(dir, func(key string) string { return test.env[key] })
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got := filepath.Dir(string(w)); got != filepath.Join(dir, test.parent) {
			t.Errorf("%s: made in %s, want %s", name, got, test.parent)
		}
		if err := os.WriteFile(filepath.Join(string(w), "file"), nil, 0o666); err != nil {
			t.Fatal(err)
		}
		if w.remove(); exists(string(w)) {
			t.Errorf("%s: is not removed", name)
		}
	}
	getenv := func(key string) string { return map[string]string{"GOTMPDIR": filepath.Join(dir, "missing")}[key] }
	if w, err := newWorkDir(dir, getenv); err == nil {
		t.Errorf("made %s where no directory is", w)
	}
}

func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}
