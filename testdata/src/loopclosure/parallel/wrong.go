package parallel

import "testing"

func check(name string) bool { return name != "" }

func inIf(t *testing.T, names []string) {
	for _, name := range names {
		if name != "" {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				if !check(name) { // want `loop variable name captured by func literal of a parallel subtest`
					t.Error(name)
				}
			})
		}
		t.Log("next")
	}
}

func grouped(t *testing.T, names []string) {
	t.Run("group", func(t *testing.T) {
		for i := 0; i < len(names); i++ {
			ok := t.Run("x", func(t *testing.T) {
				t.Log(i)
				t.Parallel()
				t.Run("y", func(t *testing.T) {
					check(names[i]) // want `loop variable i captured`
				})
			})
			if !ok {
				t.Log("failed")
			}
		}
	})
}
