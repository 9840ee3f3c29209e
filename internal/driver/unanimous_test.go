package driver

import (
	"fmt"
	"slices"
	"testing"
)

func TestAgreed(t *testing.T) {
	at := func(file string, line int) Finding {
		return Finding{Rule: "suppress-unused", Pos: Position{File: file, Line: line}}
	}
	says := func(id string, tests Tests, findings ...Finding) unitOutput {
		return unitOutput{Unit: Unit{ID: id, Tests: tests}, unanimous: findings}
	}
	units := []unitOutput{
		says("m/a", NoTests, at("a.go", 1), at("a.go", 2)),
		says("m/a", Internal, at("a.go", 2), at("a.go", 3), at("a_test.go", 4)),
		says("m/a_test", External, at("x_test.go", 5)),
		says("m/b", NoTests, at("b.go", 6)),
		says("m/c", Internal, at("c.go", 7)),
	}
	var got []string
	for _, f := range merge(agreed(units)) {
		got = append(got, fmt.Sprint(f.Pos.Line))
	}
	if want := []string{"2", "4", "6", "7", "5"}; !slices.Equal(got, want) { // sorted by file
		t.Errorf("agreed are lines %v, want %v", got, want)
	}
}

func TestReasons(t *testing.T) {
	own, other := "a: went wrong", "b: failed prerequisites: a@m"
	for _, test := range []struct{ errors, want []string }{
		{[]string{own, other}, []string{own}},
		{[]string{other}, []string{other}},
		{nil, nil},
	} {
		if got := (unitOutput{errors: test.errors}).reasons(); !slices.Equal(got, test.want) {
			t.Errorf("reasons of %q are %q, want %q", test.errors, got, test.want)
		}
	}
}

func TestSuppressedCount(t *testing.T) {
	units := []unitOutput{
		{suppressed: map[string]bool{"x": true, "y": true}},
		{suppressed: map[string]bool{"x": true}},
		{},
	}
	if n := suppressed(units); n != 2 {
		t.Errorf("%d suppressed, want 2", n)
	}
}
