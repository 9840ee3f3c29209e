package driver

import (
	"strings"
	"testing"
)

func TestStats(t *testing.T) {
	f, err := newStatsFile(workDir(t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	if env := f.env(); len(env) != 1 || !strings.HasPrefix(env[0], StatsEnv+"=") {
		t.Errorf("env: %q", env)
	}
	s, err := f.read([]unitOutput{{cuts: map[string]int{"depth": 2}}, {cuts: map[string]int{"depth": 1}}})
	if err != nil {
		t.Fatal(err)
	}
	s.Ran[KindMain], s.Ran[KindStd] = 1, 7
	var b strings.Builder
	if err := s.Write(&b); err != nil {
		t.Fatal(err)
	}
	want := `conclint: units of the main module: 1 analysed now, 1 from the build cache
conclint: other units analysed for their facts: 0 of other modules, 7 of the standard library
conclint: budget exceeded 3 times: depth
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", &b, want)
	}
}
