package kinds

import "testing"

func TestSet(t *testing.T) {
	a, b, ab := one("a"), one("b"), one("a").or(one("b"))
	for _, test := range []struct {
		name      string
		got, want set
	}{
		{"a or b", a.or(b), set{vals: []string{"a", "b"}}},
		{"b or a", b.or(a), ab},
		{"a or a", a.or(a), a},
		{"a and b", a.and(b), set{}},
		{"ab and b", ab.and(b), b},
		{"all and a", all.and(a), a},
		{"a and all", a.and(all), a},
		{"all or a", all.or(a), all},
		{"nothing or a", set{}.or(a), a},
		{"nothing or all", set{}.or(all), all},
		{"not a and not b", a.not().and(b.not()), ab.not()},
		{"not a or not b", a.not().or(b.not()), all},
		{"not a and ab", a.not().and(ab), b},
		{"ab and not a", ab.and(a.not()), b},
		{"not a or a", a.not().or(a), all},
		{"a or not b", a.or(b.not()), b.not()},
		{"not not a", a.not().not(), a},
	} {
		if !test.got.equal(test.want) {
			t.Errorf("%s is %v, want %v", test.name, test.got, test.want)
		}
	}
	if a.empty() || all.empty() || a.not().empty() || !a.and(b).empty() {
		t.Error("wrong about what is empty")
	}
}
