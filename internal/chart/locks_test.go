package chart

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/conclint/conclint/internal/sketch"
)

// nest returns a nesting in a function of package x.
func nest(from, to string, steps ...string) sketch.Nesting {
	return sketch.Nesting{
		From: from, To: to, Held: sketch.Write, Taken: sketch.Write,
		Func: sketch.Func{Package: "x", Name: steps[0]}, Steps: steps, Second: sketch.Pos{File: "x.go", Line: len(steps)},
	}
}

// sample is a sketch with a chain, a circle of three in the middle of it, and a
// lock on its own.
func sample() *sketch.Sketch {
	s := &sketch.Sketch{
		Locks: []sketch.Lock{{Class: "m/x.alone", Pos: sketch.Pos{File: "x.go", Line: 1}}, {Class: "m/y.others"}},
		Nestings: []sketch.Nesting{
			nest("m/x.A.mu", "m/x.B.mu", "F", "G", "H"), nest("m/x.A.mu", "m/x.B.mu", "I"),
			nest("m/x.B.mu", "m/x.C.mu", "F"), nest("m/x.C.mu", "m/x.D.mu", "F"), nest("m/x.D.mu", "m/x.B.mu", "F"),
			nest("m/x.C.mu", "m/y.E.mu", "F"), nest("m/x.A.mu", "n/y.E.mu", "F"),
		},
	}
	s.Nestings[2].Held, s.Nestings[3].Taken = sketch.Read, sketch.Read
	s.Normalise()
	return s
}

func TestText(t *testing.T) {
	want := `x.A.mu
    then locks x.B.mu
        x.go:1: I, and in 1 more
    then locks n/y.E.mu
        x.go:1: F
x.B.mu
    then locks x.C.mu, under the read lock (cycle 1)
        x.go:1: F
x.C.mu
    then read-locks x.D.mu (cycle 1)
        x.go:1: F
    then locks m/y.E.mu
        x.go:1: F
x.D.mu
    then locks x.B.mu (cycle 1)
        x.go:1: F
cycle 1: x.B.mu, x.C.mu, x.D.mu
`
	if got := string(LocksOf(sample()).Text()); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestOrder(t *testing.T) {
	_, got, _ := strings.Cut(string(LocksOf(sample()).Order("this command")), "`this command` writes them down again.\n\n")
	want := "## Level 1\n\n- `x.A.mu`, then `n/y.E.mu`, `x.B.mu`\n\n" +
		"## Level 2\n\n- `x.B.mu` (in circle 1), then `x.C.mu`\n- `x.C.mu` (in circle 1), then `m/y.E.mu`, `x.D.mu`\n- `x.D.mu` (in circle 1), then `x.B.mu`\n- `n/y.E.mu`\n\n" +
		"## Level 3\n\n- `m/y.E.mu`\n\n" +
		"## No order\n\nThese are taken in a circle, so that none comes first:\n\n- circle 1: `x.B.mu`, `x.C.mu`, `x.D.mu`\n\n" +
		"## On their own\n\nNever held together with another one:\n\n- `x.alone`\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestKeep(t *testing.T) {
	for _, test := range []struct {
		lock, pkg string
		want      []string
		cycles    int
	}{
		{"", "^m/y$", []string{"m/x.C.mu>m/y.E.mu"}, 1},
		{`A\.mu`, "", []string{"m/x.A.mu>m/x.B.mu", "m/x.A.mu>n/y.E.mu"}, 1},
		{`D\.mu`, "", []string{"m/x.B.mu>m/x.C.mu", "m/x.C.mu>m/x.D.mu", "m/x.D.mu>m/x.B.mu"}, 1},
		{`D\.mu`, "n", nil, 0},
	} {
		expr := func(s string) *regexp.Regexp {
			if s == "" {
				return nil
			}
			return regexp.MustCompile(s)
		}
		l := LocksOf(sample())
		l.Keep(expr(test.lock), expr(test.pkg))
		var got []string
		for _, e := range l.Edges {
			got = append(got, e.From+">"+e.To)
		}
		if !reflect.DeepEqual(got, test.want) || len(l.Cycles) != test.cycles {
			t.Errorf("lock %q, package %q: %v, %d cycles, want %v, %d", test.lock, test.pkg, got, len(l.Cycles), test.want, test.cycles)
		}
	}
}

func TestGraph(t *testing.T) {
	g := LocksOf(sample()).Graph()
	if len(g.Nodes) != 6 || len(g.Edges) != 6 {
		t.Errorf("%d nodes and %d edges, want 6 and 6", len(g.Nodes), len(g.Edges))
	}
	for _, e := range g.Edges {
		if want := map[string]string{"m/x.B.mu": "R→W"}[e.From]; e.From != "m/x.C.mu" && e.Label != want {
			t.Errorf("edge from %s has label %q, want %q", e.From, e.Label, want)
		}
	}
	if e := g.Edges[0]; e.Title != "x.A.mu, then x.B.mu\nx.go:1: I\nx.go:3: F → G → H" {
		t.Errorf("title %q", e.Title)
	}
}

func TestShortNames(t *testing.T) {
	got := shortNames(map[string]bool{"a/b/c.T": true, "a/x/c.T": true, "a/c.U": true, "v": true, "x/lru/v2.T": true, "z/a/b/c.T": true})
	want := map[string]string{"a/b/c.T": "a/b/c.T", "a/x/c.T": "x/c.T", "a/c.U": "c.U", "v": "v", "x/lru/v2.T": "lru/v2.T", "z/a/b/c.T": "z/a/b/c.T"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
