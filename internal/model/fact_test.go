package model

import (
	"bytes"
	"encoding/gob"
	"go/build"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/scope"
)

// fixtures are what the tests of facts run on: functions of all kinds, in
// packages that import each other.
var fixtures = []string{"lockorder/...", "unlockpath/..."}

// factsOf loads packages anew and returns the facts of those that match and of
// what they import, by import path.
func factsOf(t *testing.T, env []string, dir string, patterns ...string) map[string]*Fact {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.LoadAllSyntax | packages.NeedModule,
		Dir:  dir,
		Env:  append(os.Environ(), env...),
	}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		t.Fatal("fixtures don't load")
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{Analyzer}, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	facts := make(map[string]*Fact)
	for act := range graph.All() {
		if act.Err != nil {
			t.Errorf("%s: %v", act, act.Err)
			continue
		}
		f := new(Fact)
		if act.Analyzer == Analyzer && act.PackageFact(act.Package.Types, f) {
			facts[act.Package.PkgPath] = f
		}
	}
	return facts
}

func factsOfFixtures(t *testing.T) map[string]*Fact {
	t.Helper()
	testdata := filepath.Join(fixture.Root(t), "testdata")
	return factsOf(t, []string{"GOPATH=" + testdata, "GO111MODULE=off", "GOWORK=off"}, testdata, fixtures...)
}

// encoded returns the bytes that drivers write for the fact.
func encoded(t *testing.T, f *Fact) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestFacts(t *testing.T) {
	first, second := factsOfFixtures(t), factsOfFixtures(t)
	if len(first) < 10 {
		t.Errorf("only %d packages have facts", len(first))
	}
	// Two runs on the same source have the same facts, byte for byte: the
	// go command compares them to decide what must run again.
	t.Run("determinism", func(t *testing.T) {
		if a, b := slices.Sorted(maps.Keys(first)), slices.Sorted(maps.Keys(second)); !slices.Equal(a, b) {
			t.Fatalf("the first run has facts of %s, the second of %s", a, b)
		}
		for path, f := range first {
			if !bytes.Equal(encoded(t, f), encoded(t, second[path])) {
				t.Errorf("two runs on %s differ:\n%#v\n%#v", path, f, second[path])
			}
		}
	})
	t.Run("codec", func(t *testing.T) {
		for path, f := range first {
			roundTrip(t, path, f)
		}
	})
}

// roundTrip checks that what is encoded can be decoded, and is the same then.
func roundTrip(t *testing.T, path string, f *Fact) {
	t.Helper()
	b := encoded(t, f)
	if !bytes.Equal(b, encoded(t, f)) {
		t.Errorf("%s: one fact, two encodings", path)
	}
	g := new(Fact)
	if err := gob.NewDecoder(bytes.NewReader(b)).Decode(g); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(f, g) {
		t.Errorf("%s: the decoded fact differs:\n%#v\n%#v", path, f, g)
	}
	recode(t, path, g)
}

// recode turns the summaries of a fact into those of the model and back.
func recode(t *testing.T, path string, f *Fact) {
	t.Helper()
	table := place.NewTable()
	d := &decoder{f, table}
	e := &encoder{fact: new(Fact), index: make(map[string]int), table: table}
	for i := range f.Funcs {
		name := f.Strings[f.Funcs[i].Name]
		s := d.summary(&f.Funcs[i])
		w, ok := e.summary(name, s, func(string) bool { return true })
		if !ok {
			t.Errorf("%s: %s says nothing any more", path, name)
			continue
		}
		again := (&decoder{e.fact, table}).summary(&w)
		if !reflect.DeepEqual(s, again) {
			t.Errorf("%s: %s was\n%#v\nand is\n%#v", path, name, s, again)
		}
	}
	for i := range f.Slots {
		c := d.slot(&f.Slots[i])
		if c == nil || c.Slot == "" || len(c.Held) == 0 || len(c.Steps) == 0 {
			t.Errorf("%s: call of what is kept %#v", path, c)
		}
	}
	for i := range f.Edges {
		x := f.edge(&f.Edges[i])
		if x.From == "" || x.To == "" || x.Event != nil {
			t.Errorf("%s: edge %#v", path, x)
		}
	}
}

func TestPlaceCodec(t *testing.T) {
	table := place.NewTable()
	p := table.Root(place.Param, 2)
	field := table.Field(p, "example.com/m.T", "mu", false)
	inner := table.Field(table.Deref(field), "sync.Mutex", "state", true)
	for _, p := range []*place.Place{
		p, field, inner,
		table.Root(place.Result, 1),
		table.Named(place.Global, "example.com/m.mu"),
		table.Named(place.Class, "example.com/m.T.mu"),
		table.Named(place.Const, `"a b"`),
		table.Step(place.ReadSide, field),
		table.Step(place.Len, table.Deref(field)),
		table.Field(p, "", "mu", true),
	} {
		text := encodePlace(p)
		if q := decodePlace(table, text); q != p {
			t.Errorf("%q, the text of %s, becomes %v", text, p.In(nil), q)
		}
	}
	// What means nothing elsewhere has no text.
	for _, p := range []*place.Place{
		nil,
		table.Root(place.FreeVar, 0),
		table.Elem(field, table.Named(place.Const, "0")),
		table.Deref(table.Elem(p, p)),
	} {
		if text := encodePlace(p); text != "" {
			t.Errorf("%v has the text %q", p, text)
		}
	}
	for _, text := range []string{"", "x", "p", "px", "q1", "p0\x1f?"} {
		if p := decodePlace(table, text); p != nil {
			t.Errorf("%q becomes %s", text, p.In(nil))
		}
	}
}

// maxFact is how large the fact of a large package, net/http, may be. Facts are
// read by whatever imports it.
const maxFact = 128 << 10

// The facts stay small on a tree that is full of locks. Nothing in them depends
// on where it was built.
func TestFactSize(t *testing.T) {
	if testing.Short() {
		t.Skip("analyses net/http and all that it imports")
	}
	scope.Std = true
	defer func() { scope.Std = false }()
	total := 0
	for path, f := range factsOf(t, nil, fixture.Root(t), "net/http") {
		n := len(encoded(t, f))
		total += n
		if n > maxFact {
			t.Errorf("the fact of %s has %d bytes: %s", path, n, f)
		}
		for _, s := range f.Strings {
			if strings.HasSuffix(s, ".go") || strings.Contains(s, build.Default.GOROOT) {
				t.Errorf("%s: there is a file name in the fact: %q", path, s)
			}
		}
	}
	t.Logf("%d bytes in all", total)
}
