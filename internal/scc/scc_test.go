package scc_test

import (
	"slices"
	"testing"

	"github.com/conclint/conclint/internal/scc"
)

func TestComponents(t *testing.T) {
	for _, test := range []struct {
		name string
		next map[string][]string
		want [][]string
	}{
		{"nothing", nil, [][]string{{"a"}}},
		{"a chain", map[string][]string{"a": {"b"}, "b": {"c"}}, [][]string{{"c"}, {"b"}, {"a"}}},
		{"itself", map[string][]string{"a": {"a"}}, [][]string{{"a"}}},
		{"a circle with a tail", map[string][]string{"a": {"b"}, "b": {"c"}, "c": {"a", "d"}}, [][]string{{"d"}, {"c", "b", "a"}}},
		{"two circles", map[string][]string{"a": {"b"}, "b": {"a", "c"}, "c": {"d"}, "d": {"c"}}, [][]string{{"d", "c"}, {"b", "a"}}},
		{"a way back to what is done", map[string][]string{"a": {"b", "c"}, "c": {"b"}}, [][]string{{"b"}, {"c"}, {"a"}}},
	} {
		got := scc.Components([]string{"a"}, func(n string) []string { return test.next[n] })
		if !slices.EqualFunc(got, test.want, slices.Equal) {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
	if got := scc.Components([]string{"b", "a"}, func(n string) []string { return map[string][]string{"a": {"b"}}[n] }); len(got) != 2 {
		t.Errorf("%v from two roots, want two components", got)
	}
}
