package wholefile

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
)

func TestWrite(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "report")
	for _, text := range []string{"one\n", "", "three\n"} {
		if err := Write(t.Context(), name, []byte(text)); err != nil {
			t.Fatal(err)
		}
		expect(t, dir, name, text)
	}
}

func TestWriteKeepsPermissions(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there are no permissions")
	}
	dir := t.TempDir()
	name := filepath.Join(dir, "report")
	put(t, name, "old")
	if err := os.Chmod(name, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := Write(t.Context(), name, []byte("new")); err != nil {
		t.Fatal(err)
	}
	expect(t, dir, name, "new")
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("permissions: %v, %v", info.Mode(), err)
	}
}

func TestWriteFollowsLinks(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	file := filepath.Join(elsewhere, "file")
	put(t, file, "old")
	link := filepath.Join(dir, "link")
	if err := os.Symlink(file, link); err != nil {
		t.Skip(err)
	}
	if err := Write(t.Context(), link, []byte("new")); err != nil {
		t.Fatal(err)
	}
	expect(t, elsewhere, file, "new")
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v, %v", info, err)
	}
}

func TestWriteInterrupted(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "report")
	put(t, name, "old")
	reason := errors.New("interrupted")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(reason)
	if err := Write(ctx, name, []byte("new")); !errors.Is(err, reason) {
		t.Errorf("error %v, want %v", err, reason)
	}
	expect(t, dir, name, "old")
	if whole, err := Check("/dev/full"); err == nil && !whole {
		if err := Write(ctx, "/dev/full", []byte("new")); errors.Is(err, reason) {
			t.Errorf("what went wrong with a device is that %v", err)
		}
	}
}

func TestErrors(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	put(t, file, "old")
	tests := map[string]string{ // name -> end of the error
		dir:                            ": it is a directory",
		filepath.Join(dir, "no", "x"):  ": there is no directory " + filepath.Join(dir, "no"),
		filepath.Join(file, "x"):       "not a directory",
		filepath.Join(dir, "\x00", ""): ": invalid argument",
	}
	if _, err := os.Stat("/dev/full"); err == nil {
		tests["/dev/full"] = "cannot write /dev/full: no space left on device"
	}
	for name, want := range tests {
		err := Write(t.Context(), name, []byte("new"))
		if err == nil || !strings.HasPrefix(err.Error(), "cannot write "+name) || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("Write(%q): %v, want %s", name, err, want)
		}
		if whole, err := Check(name); whole || (err == nil) != (name == "/dev/full") {
			t.Errorf("Check(%q): %v, %v", name, whole, err)
		}
	}
	expect(t, dir, file, "old")
	for _, name := range []string{file, filepath.Join(dir, "new")} {
		if whole, err := Check(name); err != nil || !whole {
			t.Errorf("Check(%q): %v, %v", name, whole, err)
		}
	}
}

func TestPipe(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close() // only for its name
	name := filepath.Join("/dev/fd", strconv.Itoa(int(w.Fd())))
	if _, err := os.Stat(name); err != nil {
		t.Skip("pipes have no names here")
	}
	if err := Write(t.Context(), name, []byte("text")); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 10)
	n, err := r.Read(got)
	if err != nil || string(got[:n]) != "text" {
		t.Errorf("read %q, %v", got[:n], err)
	}
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// expect checks that the file is the only one in its directory and has the
// text.
func expect(t *testing.T, dir, name, text string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 {
		t.Errorf("%d files in %s, want one: %v", len(entries), dir, entries)
	}
	if got, err := os.ReadFile(name); err != nil || string(got) != text {
		t.Errorf("%s has %q (%v), want %q", name, got, err, text)
	}
}
