package driver

import (
	"math/rand/v2"
	"reflect"
	"testing"
)

func TestMerge(t *testing.T) {
	at := func(file string, line, col int) Position { return Position{file, line, col} }
	step := func(file string) []Step { return []Step{{Text: "s", Pos: at(file, 1, 1)}} }
	want := []Finding{
		{Rule: "r1", Message: "m", Pos: at("a.go", 1, 2)},
		{Rule: "r2", Message: "m", Pos: at("a.go", 1, 2)},
		{Rule: "r1", Message: "m", Pos: at("a.go", 1, 10)},
		{Rule: "r1", Message: "l", Pos: at("a.go", 9, 1)},
		{Rule: "r1", Message: "m", Pos: at("a.go", 9, 1), Trace: step("a.go")},
		{Rule: "r1", Message: "m", Pos: at("a.go", 9, 2), Trace: append(step("a.go"), step("a.go")...)},
		{Rule: "r1", Message: "m", Pos: at("b.go", 1, 1)},
	}
	all := append([]Finding{
		want[0], want[3], want[5],
		{Rule: "r1", Message: "m", Pos: at("a.go", 9, 1), Trace: step("a_test.go")},
		{Rule: "r1", Message: "m", Pos: at("a.go", 9, 2), Trace: step("a_test.go")},
		{Rule: "r1", Message: "m", Pos: at("a.go", 9, 1), Trace: append(step("a.go"), step("a.go")...)},
	}, want...)
	for range 20 {
		rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		got := merge(append([]Finding(nil), all...))
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("merge of %+v\n= %+v\nwant %+v", all, got, want)
		}
	}
}

func TestInTests(t *testing.T) {
	p, q := Position{File: "a.go"}, Position{File: "a_test.go"}
	for _, test := range []struct {
		f    Finding
		want bool
	}{
		{Finding{Pos: p}, false},
		{Finding{Pos: q}, true},
		{Finding{Pos: p, Trace: []Step{{Pos: p}, {Pos: q}}}, true},
		{Finding{Pos: p, Trace: []Step{{Pos: p}, {}}}, false},
	} {
		if got := test.f.InTests(); got != test.want {
			t.Errorf("InTests(%+v) = %v", test.f, got)
		}
	}
}
