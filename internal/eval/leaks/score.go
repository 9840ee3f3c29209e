package main

import (
	"fmt"
	"slices"

	"github.com/conclint/conclint/internal/eval/bugclass"
	"github.com/conclint/conclint/internal/eval/vetjson"
)

// LeakScore is what was reported about one leaking function.
type LeakScore struct {
	Leak
	entries []*Region        // the functions that the pattern names
	code    map[*Region]bool // and all that they run
	Hits    []vetjson.Report
}

// CaseScore is what was reported on one case.
type CaseScore struct {
	Case
	code      map[*Region]bool
	Leaks     []*LeakScore
	Elsewhere []vetjson.Report // reports in the case's code that fit none of its leaks
}

// Leaky reports whether the case leaves goroutines behind.
func (c *CaseScore) Leaky() bool { return len(c.Leaks) > 0 }

// Found reports whether one of the case's leaks was found.
func (c *CaseScore) Found() bool {
	return slices.ContainsFunc(c.Leaks, func(l *LeakScore) bool { return len(l.Hits) > 0 })
}

// newScores finds the code of each case and of its leaks in the sources. A
// name that is not there is an error: the suite is not what this command
// believes it to be.
func newScores(cases []Case, sources []*Source) ([]*CaseScore, error) {
	var out []*CaseScore
	for _, c := range cases {
		cs := &CaseScore{Case: c}
		src, roots := find(sources, func(name string) bool { return name == c.Name+"()" })
		if src == nil {
			return nil, fmt.Errorf("case %s: no such function", c.Name)
		}
		cs.code = src.reach(roots, true)
		for _, l := range c.Leaks {
			ls := &LeakScore{Leak: l}
			ls.entries = slices.DeleteFunc(src.named(l.entry.MatchString), func(r *Region) bool { return !cs.code[r] })
			if len(ls.entries) == 0 {
				return nil, fmt.Errorf("case %s: no function %s", c.Name, l.Pattern)
			}
			ls.code = src.reach(ls.entries, false)
			cs.Leaks = append(cs.Leaks, ls)
		}
		out = append(out, cs)
	}
	return out, nil
}

// find returns the source that has functions of the given names, and them.
func find(sources []*Source, match func(string) bool) (*Source, []*Region) {
	for _, s := range sources {
		if rs := s.named(match); len(rs) > 0 {
			return s, rs
		}
	}
	return nil, nil
}

// Rest is the reports that are in no case that leaks.
type Rest struct {
	NoLeak  []vetjson.Report // in a case that does not leak
	Unknown []vetjson.Report // in no case: the test leaves some programs out
}

// score hands each report to the leaks that it fits. What remains is either
// elsewhere in a case that leaks, or returned.
func score(cases []*CaseScore, sources []*Source, reports []vetjson.Report) Rest {
	var rest Rest
	for _, r := range reports {
		var owners []*CaseScore
		hit, clean := false, false
		for _, c := range cases {
			if !c.owns(sources, r) {
				continue
			}
			if !c.Leaky() {
				clean = true
				continue
			}
			owners = append(owners, c)
			for _, l := range c.Leaks {
				if l.foundBy(sources, r) {
					l.Hits = append(l.Hits, r)
					hit = true
				}
			}
		}
		switch {
		case hit:
		case len(owners) > 0:
			owners[0].Elsewhere = append(owners[0].Elsewhere, r)
		case clean:
			rest.NoLeak = append(rest.NoLeak, r)
		default:
			rest.Unknown = append(rest.Unknown, r)
		}
	}
	return rest
}

// owns reports whether the report lies in the case's code.
func (c *CaseScore) owns(sources []*Source, r vetjson.Report) bool {
	return slices.ContainsFunc(sources, func(s *Source) bool { return c.code[s.at(r.File, r.Line)] })
}

// foundBy reports whether the report is about the leak: its rule fits the
// reason for waiting, and it lies in the code that the goroutine runs or at
// the statement that starts it.
func (l *LeakScore) foundBy(sources []*Source, r vetjson.Report) bool {
	if !bugclass.Fits(r.Rule(), l.classes()) {
		return false
	}
	return slices.ContainsFunc(sources, func(s *Source) bool {
		return l.code[s.at(r.File, r.Line)] || slices.ContainsFunc(s.spawns, func(g spawn) bool {
			return g.file == r.File && g.line == r.Line && slices.ContainsFunc(l.entries, func(e *Region) bool {
				return e.File == g.file && e.plainName() == g.name
			})
		})
	})
}
