package chart

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/sketch"
)

// Text returns the goroutines as trees for people: below each function that
// starts goroutines these, and below each what it starts or calls.
func (g *Goroutines) Text() []byte {
	t := &tree{Goroutines: g, below: make(map[sketch.Func]bool), shown: make(map[sketch.Func]bool)}
	for _, s := range g.Spawns {
		t.below[s.Runs] = true
	}
	for _, c := range g.Calls {
		t.below[c.To] = true
	}
	roots := make(map[string][]sketch.Func) // package -> functions
	packages := make(map[string]bool)
	add := func(f sketch.Func) {
		packages[f.Package] = true
		roots[f.Package] = append(roots[f.Package], f)
	}
	for _, c := range g.Calls {
		if !t.below[c.From] {
			add(c.From)
		}
	}
	for _, s := range g.Spawns {
		add(s.By)
	}
	for i, pkg := range sorted(packages) {
		if i > 0 {
			t.b.WriteString("\n")
		}
		fmt.Fprintf(&t.b, "%s\n", pkg)
		for _, wanted := range []bool{false, true} { // the rest are those in a circle
			for _, f := range roots[pkg] {
				if t.below[f] == wanted && !t.shown[f] {
					fmt.Fprintf(&t.b, "    %s\n", f.Name)
					t.children(f, 2)
				}
			}
		}
	}
	return t.b.Bytes()
}

// tree writes trees.
type tree struct {
	*Goroutines
	b     bytes.Buffer
	below map[sketch.Func]bool // others start or call it
	shown map[sketch.Func]bool // with what is below it
}

// children writes what a function starts and calls.
func (t *tree) children(f sketch.Func, depth int) {
	t.shown[f] = true
	for _, s := range t.Spawns {
		if s.By != f {
			continue
		}
		name := s.What
		switch {
		case s.Runs.Package == f.Package:
			name = s.Runs.Name
		case s.Runs.Name != "":
			name = last(id(s.Runs), 1)
		}
		many := ""
		if s.Many {
			many = ", again and again"
		}
		t.line(depth, "go %s%s  %s", name, many, s.At)
		for _, line := range Endings(s) {
			t.line(depth+1, "- %s", line)
		}
		t.descend(s.Runs, depth+1)
	}
	for _, c := range t.Calls {
		if c.From == f {
			t.line(depth, "calls %s  %s", c.To.Name, c.At)
			t.descend(c.To, depth+1)
		}
	}
}

// descend writes what is below f, the first time that it comes to f.
func (t *tree) descend(f sketch.Func, depth int) {
	switch {
	case f == (sketch.Func{}):
	case !t.shown[f]:
		t.children(f, depth)
	case slices.ContainsFunc(t.Spawns, func(s sketch.Spawn) bool { return s.By == f }):
		t.line(depth, "what %s starts is above", f.Name)
	}
}

func (t *tree) line(depth int, format string, args ...any) {
	t.b.WriteString(strings.Repeat("    ", depth))
	fmt.Fprintf(&t.b, format+"\n", args...)
}
