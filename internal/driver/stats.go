package driver

import (
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The kinds of unit in the lines of the file that [StatsEnv] names.
const (
	KindMain = "main" // of a main module
	KindDep  = "dep"  // of another module
	KindStd  = "std"  // of the standard library
)

// Stats tells how much the tool had to do. A unit is a package, or a package
// with its tests.
type Stats struct {
	Units int            // units of main modules
	Ran   map[string]int // kind of unit -> units that the tool ran on, not found in the build cache
	Cuts  map[string]int // budget -> how often it was exceeded in the main modules

	// Suppressed is how many findings the source suppresses.
	Suppressed int
}

// Write prints the statistics for a reader.
func (s Stats) Write(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%[1]s: units of the main module: %[2]d analysed now, %[3]d from the build cache\n%[1]s: other units analysed for their facts: %[4]d of other modules, %[5]d of the standard library\n",
		toolName, s.Ran[KindMain], max(0, s.Units-s.Ran[KindMain]), s.Ran[KindDep], s.Ran[KindStd])
	if err == nil && s.Suppressed > 0 {
		_, err = fmt.Fprintf(w, "%s: findings suppressed in the source: %d\n", toolName, s.Suppressed)
	}
	for _, budget := range slices.Sorted(maps.Keys(s.Cuts)) {
		if err == nil {
			_, err = fmt.Fprintf(w, "%s: budget exceeded %d times: %s\n", toolName, s.Cuts[budget], budget)
		}
	}
	return err
}

// suppressed counts the findings that the source suppresses, each once, though
// several units may have it.
func suppressed(units []unitOutput) int {
	all := make(map[string]bool)
	for _, u := range units {
		maps.Copy(all, u.suppressed)
	}
	return len(all)
}

// statsFile is a file in the work directory that collects a line for each unit that the
// tool runs on. The zero value collects nothing.
type statsFile struct{ name string }

func newStatsFile(dir workDir) (statsFile, error) {
	f := statsFile{filepath.Join(string(dir), "stats")}
	if err := os.WriteFile(f.name, nil, 0o666); err != nil {
		return statsFile{}, fmt.Errorf("cannot collect statistics: %v", err)
	}
	return f, nil
}

func (f statsFile) env() []string {
	if f.name == "" {
		return nil
	}
	return []string{StatsEnv + "=" + f.name}
}

func (f statsFile) read(units []unitOutput) (Stats, error) {
	s := Stats{Units: len(units), Ran: make(map[string]int), Cuts: make(map[string]int)}
	for _, u := range units {
		for budget, n := range u.cuts {
			s.Cuts[budget] += n
		}
	}
	if f.name == "" {
		return s, nil
	}
	text, err := os.ReadFile(f.name)
	if err != nil {
		return s, fmt.Errorf("cannot read the statistics: %v", err)
	}
	for line := range strings.Lines(string(text)) {
		kind, _, _ := strings.Cut(line, " ")
		s.Ran[kind]++
	}
	return s, nil
}
