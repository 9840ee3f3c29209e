// Package choice turns what a user switched on and off into which analyzers
// run with which rules, for the command and for drivers of others.
package choice

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/nearest"
	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/suite"
)

// Choice is what the user switched on and off: analyzers, rules, and "all".
// What is specific prevails: a rule over its analyzer, an analyzer over "all".
type Choice struct {
	Enable, Disable []string

	// Lists holds the values that were given for analyzers' own rules
	// flags, by analyzer. Enable and Disable prevail over them.
	Lists map[string]string
}

// Decision is what becomes of one analyzer.
type Decision struct {
	Entry suite.Entry
	On    bool
	Rules string // for the analyzer's rules flag; "" leaves the defaults
}

// Everything is the name that stands for all analyzers and rules.
const Everything = "all"

// Names lists what can be chosen, sorted.
func Names(entries []suite.Entry) []string {
	list := []string{Everything}
	for _, e := range entries {
		list = append(list, e.Analyzer.Name)
		for _, r := range e.Rules {
			list = append(list, r.ID)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// wishes returns the choice as a map from name to on or off. A name that does
// not exist or is both on and off is an error.
func (c Choice) wishes(entries []suite.Entry) (map[string]bool, error) {
	known := Names(entries)
	wish := make(map[string]bool)
	for _, list := range []struct {
		names []string
		on    bool
	}{{c.Enable, true}, {c.Disable, false}} {
		for _, name := range list.names {
			if !slices.Contains(known, name) {
				return nil, Unknown("analyzer or rule", name, known)
			}
			if on, ok := wish[name]; ok && on != list.on {
				return nil, fmt.Errorf("%s is both enabled and disabled", name)
			}
			wish[name] = list.on
		}
	}
	return wish, nil
}

// Unknown words a name that does not exist, and names the nearest one of those
// that do.
func Unknown(what, name string, known []string) error {
	if like := nearest.To(name, known); like != "" {
		return fmt.Errorf("unknown %s %q (did you mean %s?)", what, name, like)
	}
	return fmt.Errorf("unknown %s %q (conclint help lists them)", what, name)
}

// Decide returns what becomes of each entry. A name that does not exist, one
// that is both on and off, and nothing left to run are errors.
func (c Choice) Decide(entries []suite.Entry) ([]Decision, error) {
	wish, err := c.wishes(entries)
	if err != nil {
		return nil, err
	}
	var out []Decision
	some := len(entries) == 0
	for _, e := range entries {
		d := Decision{Entry: e}
		d.On, d.Rules = c.entry(e, wish, c.Lists[e.Analyzer.Name])
		some = some || d.On
		out = append(out, d)
	}
	if !some {
		return nil, errors.New("every analyzer is disabled")
	}
	return out, nil
}

// ToolFlags turns the choice into flags of the vet tool. The errors are those
// of [Choice.Decide].
func (c Choice) ToolFlags(entries []suite.Entry) ([]string, error) {
	decisions, err := c.Decide(entries)
	if err != nil {
		return nil, err
	}
	var on, rules []string
	standard := true // exactly the analyzers that run by default are on
	for _, d := range decisions {
		name := d.Entry.Analyzer.Name
		if d.On {
			on = append(on, "-"+name)
			if d.Rules != "" {
				rules = append(rules, "-"+name+".rules="+d.Rules)
			}
		}
		if d.On == d.Entry.OptIn {
			standard = false
		}
	}
	if standard {
		return rules, nil
	}
	return append(on, rules...), nil
}

// Running tells which rules are looked for. The errors are those of
// [Choice.Decide], and what is wrong in a list.
func (c Choice) Running(entries []suite.Entry) (map[string]bool, error) {
	wish, err := c.wishes(entries)
	if err != nil {
		return nil, err
	}
	running := make(map[string]bool)
	for _, e := range entries {
		enabled, list := c.entry(e, wish, c.Lists[e.Analyzer.Name])
		set := rule.NewSet(e.Rules...)
		if err := set.Set(list); err != nil {
			return nil, err
		}
		for _, r := range e.Rules {
			running[r.ID] = enabled && (set.Enabled(r) || e.Analyzer.Flags.Lookup("rules") == nil)
		}
	}
	return running, nil
}

// Over returns the choice together with what a file adds to it: of what the
// choice speaks of, be it by the name of an analyzer or all of them, the file
// has nothing to say. Neither has it of analyzers with lists of rules.
func (c Choice) Over(file Choice, entries []suite.Entry) Choice {
	settled := make(map[string]bool)
	named := slices.Concat(c.Enable, c.Disable)
	for _, e := range entries {
		name := e.Analyzer.Name
		_, listed := c.Lists[name]
		all := slices.Contains(named, Everything) || slices.Contains(named, name)
		settled[name] = all
		for _, r := range e.Rules {
			settled[r.ID] = settled[r.ID] || all || listed || slices.Contains(named, r.ID)
		}
	}
	settled[Everything] = slices.Contains(named, Everything)
	rest := func(names []string) []string {
		return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return settled[name] })
	}
	return Choice{
		Enable:  slices.Concat(c.Enable, rest(file.Enable)),
		Disable: slices.Concat(c.Disable, rest(file.Disable)),
		Lists:   c.Lists,
	}
}

// entry decides whether an analyzer runs and the value of its rules flag.
func (c Choice) entry(e suite.Entry, wish map[string]bool, list string) (enabled bool, rules string) {
	enabled = !e.OptIn
	for _, name := range []string{Everything, e.Analyzer.Name} {
		if on, ok := wish[name]; ok {
			enabled = on
		}
	}
	if e.Analyzer.Flags.Lookup("rules") == nil {
		return enabled, "" // a bundled analyzer is its own only rule
	}

	rule := make(map[string]bool) // rule ID -> on, where not the default
	for name := range strings.SplitSeq(list, ",") {
		if id, off := strings.CutPrefix(strings.TrimSpace(name), "-"); id != "" {
			rule[id] = !off
		}
	}
	named := false // a rule of the analyzer is switched on by its own name
	for _, r := range e.Rules {
		if wish[Everything] {
			rule[r.ID] = true
		}
		if on, ok := wish[r.ID]; ok && r.ID != e.Analyzer.Name {
			rule[r.ID] = on
			named = named || on
		}
	}
	if named && !enabled {
		// Only the rules that were asked for: nobody named the rest.
		enabled = true
		for _, r := range e.Rules {
			if !wish[r.ID] {
				rule[r.ID] = false
			}
		}
	}

	var parts []string
	live := len(e.Rules) == 0
	for _, r := range e.Rules {
		on, chosen := rule[r.ID]
		live = live || on || !chosen && !r.OptIn
		switch {
		case chosen && on && r.OptIn:
			parts = append(parts, r.ID)
		case chosen && !on && !r.OptIn:
			parts = append(parts, "-"+r.ID)
		}
	}
	return enabled && live, strings.Join(parts, ",")
}
