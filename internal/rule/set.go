package rule

import (
	"flag"
	"fmt"
	"strings"
)

// Set is the rules of one analyzer together with the user's choice among
// them. It is a [flag.Value]: a comma-separated list of rule IDs, each
// switched on, or off where a '-' precedes it.
type Set struct {
	rules  []Rule
	choice map[string]bool // rule ID -> explicitly on or off
}

// NewSet returns a set of the given rules, all at their defaults.
func NewSet(rules ...Rule) *Set { return &Set{rules: rules} }

// Rules returns the set's rules in the order of their declaration.
func (s *Set) Rules() []Rule { return s.rules }

// Enabled reports whether findings of rule r are wanted.
func (s *Set) Enabled(r Rule) bool {
	if on, ok := s.choice[r.ID]; ok {
		return on
	}
	return !r.OptIn
}

// Flags returns a flag set with the one flag "rules", for an
// analysis.Analyzer's Flags field. It travels on the tool's command line
// and therefore is part of the go command's cache key.
func (s *Set) Flags() flag.FlagSet {
	var fs flag.FlagSet
	fs.Var(s, "rules", "comma-separated rules to switch on, or off with a leading '-'")
	return fs
}

// String implements [flag.Value].
func (s *Set) String() string {
	if s == nil {
		return ""
	}
	var out []string
	for _, r := range s.rules {
		if on, ok := s.choice[r.ID]; ok {
			if on {
				out = append(out, r.ID)
			} else {
				out = append(out, "-"+r.ID)
			}
		}
	}
	return strings.Join(out, ",")
}

// Set implements [flag.Value]. A name that is no rule of this analyzer is an
// error.
func (s *Set) Set(list string) error {
	s.choice = make(map[string]bool)
	for name := range strings.SplitSeq(list, ",") {
		name = strings.TrimSpace(name)
		if name == "" {
			continue
		}
		id, off := strings.CutPrefix(name, "-")
		if !s.has(id) {
			return fmt.Errorf("unknown rule %q", id)
		}
		s.choice[id] = !off
	}
	return nil
}

func (s *Set) has(id string) bool {
	for _, r := range s.rules {
		if r.ID == id {
			return true
		}
	}
	return false
}
