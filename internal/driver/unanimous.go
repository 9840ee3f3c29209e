package driver

import (
	"slices"
	"strings"
)

// agreed returns the findings of unanimous rules that all units which have the
// file agree on: a package is analysed with and without its tests, and what
// is not there in one of them may be there in the other.
func agreed(units []unitOutput) []Finding {
	var out []Finding
	for _, u := range units {
		for _, f := range u.unanimous {
			if !slices.ContainsFunc(units, func(v unitOutput) bool { return v.hasFileOf(u, f) && !v.says(f) }) {
				out = append(out, f)
			}
		}
	}
	return out
}

// hasFileOf reports whether the file of u's finding f is also one of v's.
func (v unitOutput) hasFileOf(u unitOutput, f Finding) bool {
	return v.ID == u.ID && (v.Tests == u.Tests || !isTestFile(f.Pos.File))
}

func (v unitOutput) says(f Finding) bool {
	return slices.ContainsFunc(v.unanimous, func(g Finding) bool { return f.compare(g) == 0 })
}

// reasons returns what analyzers say of their failure, without those that failed
// only because another one did.
func (u unitOutput) reasons() []string {
	own := slices.DeleteFunc(slices.Clone(u.errors), func(e string) bool {
		return strings.Contains(e, ": failed prerequisites: ")
	})
	if len(own) == 0 {
		return u.errors
	}
	return own
}
