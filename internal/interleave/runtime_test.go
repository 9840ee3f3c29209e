package interleave

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What the explorer says is what Go does: no goroutine of a program that is
// really run is ever left at an operation that the explorer does not name.
func TestRuntime(t *testing.T) {
	count, procs := 60, []string{"1", "2", "4"}
	if testing.Short() {
		count, procs = 15, procs[:2]
	}
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var ran []*specimen
	for seed := uint64(1 << 20); len(ran) < count; seed++ {
		if s := newSpecimen(t, seed, len(ran)); s != nil {
			ran = append(ran, s)
			write(s.name+".go", s.file())
		}
	}
	run, err := os.ReadFile(filepath.Join("testdata", "run.go"))
	if err != nil {
		t.Fatal(err)
	}
	write("run.go", string(run))
	write("go.mod", "module example.com/run\n\ngo 1.26\n")
	list := "package main\n\nvar programs = []func(p0, p1 bool, n int){\n"
	for _, s := range ran {
		list += s.name + ",\n"
	}
	write("list.go", list+"}\n")

	exe := filepath.Join(dir, "run.exe")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", exe, ".")
	build.Dir = dir
	build.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	for _, n := range procs {
		cmd := exec.CommandContext(t.Context(), exe)
		cmd.Env = append(os.Environ(), "GOMAXPROCS="+n)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("GOMAXPROCS=%s: %v\n%.4000s", n, err, out)
		}
		see(t, ran, out)
	}
	named, seen := 0, 0
	for _, s := range ran {
		if s.panics {
			continue
		}
		named += len(s.stuck)
		for line := range s.seen {
			seen++
			if !s.stuck[s.at[line]] {
				t.Errorf("seed %d: a goroutine is stuck in line %d\n%s", s.seed, line, numbered(s.src))
			}
		}
	}
	t.Logf("%d programs, %d operations that can get stuck, %d seen to be", len(ran), named, seen)
	if seen*2 < named {
		t.Error("the runs show too little")
	}
}

// specimen is a program to run.
type specimen struct {
	seed   uint64
	name   string
	src    string
	at     map[int]*stmt
	stuck  map[*stmt]bool // what the explorer says
	seen   map[int]bool   // the lines of what has been seen to be stuck
	panics bool           // misuse of a WaitGroup, which neither oracle nor explorer knows
}

// newSpecimen makes up the program of a seed. Some can't be run: those that
// may die or never come to rest.
func newSpecimen(t *testing.T, seed uint64, k int) *specimen {
	p := generate(seed)
	v := judge(p)
	if v.tooBig || v.cyclic || len(v.fatal) > 0 || p.uses().n {
		return nil
	}
	if len(v.stuck) == 0 && k%3 > 0 {
		return nil // most have something to show
	}
	s := &specimen{seed: seed, name: fmt.Sprintf("prog%d", k), stuck: make(map[*stmt]bool), seen: make(map[int]bool)}
	s.src, s.at = p.source(s.name, hooks{"yield(); ", fmt.Sprintf(" defer guard(%d)", k)})
	src, at := p.source("f", hooks{})
	pkg := load(t, "//line f.go:1\n"+src)
	r := Explore(pkg.Func("f"))
	if !r.Complete {
		return nil
	}
	for _, st := range r.Stuck {
		for _, b := range st.Blocked {
			s.stuck[at[pkg.Prog.Fset.Position(b.Instr.Pos()).Line]] = true
		}
	}
	return s
}

// file returns the program as a Go file.
func (s *specimen) file() string {
	head := "package main\n\n"
	for path := range std {
		if strings.Contains(s.src, path+".") {
			head += fmt.Sprintf("import %q\n", path)
		}
	}
	return fmt.Sprintf("%s\n//line %s.go:1\n%s", head, s.name, s.src)
}

// see notes what a run shows.
func see(t *testing.T, ran []*specimen, out []byte) {
	t.Helper()
	for in := bufio.NewScanner(bytes.NewReader(out)); in.Scan(); {
		var k, line, n int
		if _, err := fmt.Sscanf(in.Text(), "%d %d %d", &k, &line, &n); err == nil {
			ran[k].seen[line] = true
		} else if _, err := fmt.Sscanf(in.Text(), "%d panics", &k); err == nil {
			ran[k].panics = true
		} else {
			t.Fatalf("%s", in.Text())
		}
	}
}
