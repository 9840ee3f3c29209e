package generic

import "sync"

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func makeEntry() (entry, error) { return entry{}, nil }

func ptr[T any](v T) *T { return &v }

func ref[T any](s []T, i int) *T { return &s[i] }

func each[T any](s []T, f func(*T)) {
	for i := range s {
		f(&s[i])
	}
}

func useRight(entries []entry, ptrs []*entry, s *stack[*entry]) {
	e := must(makeEntry())
	e.n++
	ptr(entry{}).n++
	ref(entries, 0).n++
	each(entries, func(e *entry) { e.n++ })
	at(ptrs, 0).n++
	s.pop().n++
	at([]int{1}, 0)
	load(&ptrs)
}

// Still generic: nobody knows whether T holds a lock.
func outer[T any](s []T) *T {
	v := at(s, 0)
	return &v
}

type lockable interface{ sync.Mutex }

func constrained[M lockable](m *M) {}
