package drivertest

import (
	"encoding/json"
	"path/filepath"
	"testing"
)

// byMultichecker returns what the example of a checker of one's own finds with
// conclint's analyzers.
func byMultichecker(t *testing.T, dir string) []finding {
	t.Helper()
	var out []finding
	for analyzer, findings := range checked(t, dir, "multichecker") {
		if analyzer != "nilness" {
			out = append(out, findings...)
		}
	}
	return out
}

// checked returns what one of x/tools' drivers prints, by analyzer.
func checked(t *testing.T, dir, name string) map[string][]finding {
	t.Helper()
	r := command{dir: dir}.ok(t, program(t, name), "-json", "./...")
	var units map[string]map[string]json.RawMessage
	if err := json.Unmarshal([]byte(r.stdout), &units); err != nil {
		t.Fatal(err)
	}
	relative := func(posn string) string {
		rel, err := filepath.Rel(dir, posn)
		if err != nil {
			t.Fatal(err)
		}
		return filepath.ToSlash(rel)
	}
	out := make(map[string][]finding)
	for unit, analyzers := range units {
		for analyzer, text := range analyzers {
			var diagnostics []struct {
				Posn, Message string
				Related       []struct{ Posn, Message string }
			}
			if err := json.Unmarshal(text, &diagnostics); err != nil {
				t.Fatalf("%s of %s: %v in %s", analyzer, unit, err, text)
			}
			for _, d := range diagnostics {
				f := finding{where: relative(d.Posn), text: d.Message}
				for _, step := range d.Related {
					f.trace = append(f.trace, relative(step.Posn)+": "+step.Message)
				}
				out[analyzer] = append(out[analyzer], f)
			}
		}
	}
	return out
}

// The example that runs a single analyzer finds what it finds among others.
func TestSinglechecker(t *testing.T) {
	dir := corpus(t, "corpus")
	single, multi := checked(t, dir, "singlechecker"), checked(t, dir, "multichecker")
	if len(single) != 1 || len(single["lockorder"]) < 4 {
		t.Errorf("singlechecker: %v", single)
	}
	compare(t, "multichecker", multi["lockorder"], "singlechecker", single["lockorder"])
}
