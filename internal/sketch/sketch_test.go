package sketch_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/conclint/conclint/internal/sketch"
)

func at(file string) sketch.Pos { return sketch.Pos{File: file, Line: 1} }

func TestNormalise(t *testing.T) {
	f, g := sketch.Func{Package: "x", Name: "F"}, sketch.Func{Package: "x", Name: "G"}
	s := sketch.Sketch{
		Locks: []sketch.Lock{{Class: "b"}, {Class: "a"}, {Class: "b", Pos: at("b.go")}},
		Nestings: []sketch.Nesting{
			{From: "a", To: "b", Func: g, Second: at("x.go"), Steps: []string{"G", "H", "I"}},
			{From: "a", To: "b", Func: g, Second: at("x.go"), Steps: []string{"G", "I"}},
			{From: "a", To: "b", Func: f, Second: at("x.go")},
		},
		Spawns: []sketch.Spawn{
			{By: g, At: at("x.go")},
			{By: f, At: at("x.go")},
			{By: g, At: at("x.go"), Ends: []sketch.End{{How: sketch.Context, What: "ctx"}}},
		},
		Calls: []sketch.Call{{From: g, To: f}, {From: f, To: g}, {From: g, To: f}},
	}
	s.Normalise()
	want := sketch.Sketch{
		Locks: []sketch.Lock{{Class: "a"}, {Class: "b", Pos: at("b.go")}},
		Nestings: []sketch.Nesting{
			{From: "a", To: "b", Func: f, Second: at("x.go")},
			{From: "a", To: "b", Func: g, Second: at("x.go"), Steps: []string{"G", "I"}},
		},
		Spawns: []sketch.Spawn{
			{By: f, At: at("x.go")},
			{By: g, At: at("x.go"), Ends: []sketch.End{{How: sketch.Context, What: "ctx"}}},
		},
		Calls: []sketch.Call{{From: f, To: g}, {From: g, To: f}},
	}
	if !reflect.DeepEqual(s, want) {
		t.Errorf("got\n%+v\nwant\n%+v", s, want)
	}
}

func TestWithout(t *testing.T) {
	in := func(file string) sketch.Sketch {
		return sketch.Sketch{
			Locks:    []sketch.Lock{{Pos: at(file)}},
			Nestings: []sketch.Nesting{{First: at(file), Second: at("x.go")}, {First: at("x.go"), Second: at(file)}},
			Spawns:   []sketch.Spawn{{At: at(file)}, {At: at("x.go"), Ends: []sketch.End{{At: at(file)}}}},
			Calls:    []sketch.Call{{At: at(file)}},
		}
	}
	s := in("x_test.go")
	s.Without(func(file string) bool { return file == "x_test.go" || file == "" })
	if len(s.Locks)+len(s.Nestings)+len(s.Calls) != 0 || len(s.Spawns) != 1 || len(s.Spawns[0].Ends) != 0 {
		t.Errorf("of tests, %+v is left", s)
	}
	s = in("y.go")
	s.Without(func(file string) bool { return file == "x_test.go" || file == "" })
	if want := in("y.go"); !reflect.DeepEqual(s, want) {
		t.Errorf("of what is in no test, only %+v is left", s)
	}
}

func TestMapFiles(t *testing.T) {
	s := sketch.Sketch{
		Locks:    []sketch.Lock{{Pos: at("a")}},
		Nestings: []sketch.Nesting{{First: at("a"), Second: at("a")}},
		Spawns:   []sketch.Spawn{{At: at("a"), Start: at("a"), Ends: []sketch.End{{At: at("a")}, {}}}},
		Calls:    []sketch.Call{{At: at("a")}},
	}
	n := 0
	s.MapFiles(func(file string) string {
		n++
		return strings.ToUpper(file)
	})
	if n != 7 || s.Spawns[0].Ends[0].At.File != "A" || s.Calls[0].At.File != "A" {
		t.Errorf("%d files of 7 were mapped: %+v", n, s)
	}
}
