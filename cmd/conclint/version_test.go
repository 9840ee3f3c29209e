package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// buildProgram builds a program of one file and returns its executable's name.
func buildProgram(t *testing.T, source string, flags ...string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module example.com/p\n\ngo 1.26\n", "p.go": source} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	exe := filepath.Join(dir, "p.exe")
	cmd := exec.Command("go", append(append([]string{"build", "-o", exe}, flags...), ".")...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return exe
}

// TestIdentify compares the build ID with the one that the go command reads,
// and checks that every change of a program changes its identity.
func TestIdentify(t *testing.T) {
	const source = "package main\n\nfunc main() { println(1) }\n"
	seen := make(map[string]string)
	for _, test := range []struct {
		name, source string
		flags        []string
		hashed       bool // it has no usable build ID
	}{
		{"plain", source, nil, false},
		{"another constant", strings.Replace(source, "1", "2", 1), nil, false},
		{"stripped", source, []string{"-ldflags=-s -w"}, false},
		{"no ID", source, []string{"-ldflags=-buildid="}, true},
		{"constant ID", source, []string{"-ldflags=-buildid=redacted"}, true},
		{"constant ID, another constant", strings.Replace(source, "1", "2", 1), []string{"-ldflags=-buildid=redacted"}, true},
	} {
		exe := buildProgram(t, test.source, test.flags...)
		id, err := identify(exe)
		if err != nil {
			t.Fatal(err)
		}
		if other, ok := seen[id]; ok {
			t.Errorf("%q and %q have the same identity", test.name, other)
		}
		seen[id] = test.name
		if strings.ContainsAny(id, "/ \n") {
			t.Errorf("%q: identity %q is not one word without slashes", test.name, id)
		}
		checkBuildID(t, test.name, exe, !test.hashed)
	}
}

// TestBuildIDFormats reads the heads of executables that take long to build.
func TestBuildIDFormats(t *testing.T) {
	for name, head := range map[string]string{
		"big-endian ELF": "\x7fELF\x02\x02Go\x00\x00\x00\x00\x00\x04\x00\x00\x00\x03\x00\x00\x00\x04Go\x00\x00a/b\x00",
		"Mach-O":         "\xcf\xfa\xed\xfe....\xff Go build ID: \"a/b\"\n \xff....",
		"PE":             "MZ....\xff Go build ID: \"a/b\"\n \xff....",
	} {
		if id := buildID([]byte(head)); id != "a/b" {
			t.Errorf("%s: build ID %q, want a/b", name, id)
		}
	}
}

func checkBuildID(t *testing.T, name, exe string, usable bool) {
	t.Helper()
	out, err := exec.Command("go", "tool", "buildid", exe).Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.ReadFile(exe)
	if err != nil {
		t.Fatal(err)
	}
	id := buildID(file[:min(headSize, len(file))])
	if want := strings.TrimSpace(string(out)); id != want {
		t.Errorf("%s: build ID %q, go tool buildid says %q", name, id, want)
	}
	if trustworthy(id) != usable {
		t.Errorf("%s: trustworthy(%q) = %v", name, id, !usable)
	}
}

func TestBuildIDGarbage(t *testing.T) {
	for _, head := range []string{
		"", "\x7fELF", "\x7fELFGo\x00\x00", "\x7fELF\x04\x00\x00\x00\xff\xff\xff\xff\x04\x00\x00\x00Go\x00\x00x",
		"MZ\xff Go build ID: \"x", "MZ\xff Go build ID: \"\"\n \xff",
	} {
		if id := buildID([]byte(head)); id != "" {
			t.Errorf("buildID(%q) = %q", head, id)
		}
	}
}

func TestVersionLine(t *testing.T) {
	line, err := versionLine()
	if err != nil {
		t.Fatal(err)
	}
	fields := strings.Fields(line)
	if len(fields) < 3 || fields[1] != "version" || fields[2] != "devel" || !strings.HasPrefix(fields[len(fields)-1], "buildID=") {
		t.Errorf("%q is not what the go command accepts", line)
	}
	if !strings.Contains(version(), runtime.Version()) {
		t.Errorf("version: %q", version())
	}
}
