package store

import "testing"

func TestEach(t *testing.T) {
	s := &Store{values: map[string]int{"a": 1}}
	s.Each(func(k string, _ int) {
		if s.Get(k) != 1 {
			t.Fail()
		}
	})
}
