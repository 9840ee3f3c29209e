package generic

import "sync"

type entry struct {
	mu sync.Mutex
	n  int
}

func at[T any](s []T, i int) T { return s[i] }

func load[T any](p *T) (v T) {
	v = *p
	return v
}

func collect[K comparable, V any](m map[K]V) (all []V) {
	for _, v := range m {
		all = append(all, v)
	}
	return all
}

type stack[T any] struct{ items []T }

func (s *stack[T]) pop() T {
	top := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return top
}

func use(entries []entry, m map[string]entry, s *stack[entry], p *sync.WaitGroup) {
	e := at(entries, 0) // want `at copies lock values with type argument copylock/generic.entry: copylock/generic.entry contains sync.Mutex`
	e.n++
	f := load[sync.WaitGroup](p) // want `load copies lock values with type argument sync.WaitGroup`
	f.Wait()
	all := collect(m) // want `collect copies lock values with type argument copylock/generic.entry`
	_ = all
	top := s.pop() // want `pop copies lock values with type argument copylock/generic.entry`
	top.n++
}
