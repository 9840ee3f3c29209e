package parallel

import "testing"

func serial(t *testing.T, names []string) {
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			check(name)
		})
	}
}

func before(t *testing.T, names []string) {
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			n := name
			t.Parallel()
			check(n)
		})
	}
}

// The outer subtest waits for the inner one.
func waited(t *testing.T, names []string) {
	for _, name := range names {
		t.Run("group", func(t *testing.T) {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				check(name)
			})
		})
	}
}

// Another test's Parallel.
func other(t, u *testing.T, names []string) {
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			u.Parallel()
			check(name)
		})
	}
}

type suite struct{}

func (suite) Run(name string, f func(*testing.T)) {}

func notTesting(s suite, names []string) {
	for _, name := range names {
		s.Run(name, func(t *testing.T) {
			t.Parallel()
			check(name)
		})
	}
}
