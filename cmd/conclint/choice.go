package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/nearest"
	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/suite"
)

// choice is what the user switched on and off: analyzers, rules, and "all".
type choice struct{ enable, disable []string }

// everything is the name that stands for all analyzers and rules.
const everything = "all"

// names lists what can be chosen.
func names(entries []suite.Entry) []string {
	list := []string{everything}
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
func (c choice) wishes(entries []suite.Entry) (map[string]bool, error) {
	known := names(entries)
	wish := make(map[string]bool)
	for _, list := range []struct {
		names []string
		on    bool
	}{{c.enable, true}, {c.disable, false}} {
		for _, name := range list.names {
			if !slices.Contains(known, name) {
				return nil, unknown("analyzer or rule", name, known)
			}
			if on, ok := wish[name]; ok && on != list.on {
				return nil, fmt.Errorf("%s is both enabled and disabled", name)
			}
			wish[name] = list.on
		}
	}
	return wish, nil
}

// unknown words a name that does not exist.
func unknown(what, name string, known []string) error {
	if like := nearest.To(name, known); like != "" {
		return fmt.Errorf("unknown %s %q (did you mean %s?)", what, name, like)
	}
	return fmt.Errorf("unknown %s %q (conclint help lists them)", what, name)
}

// toolFlags turns the choice into flags of the vet tool. What is specific
// prevails: a rule over its analyzer, an analyzer over "all". Lists holds
// the values that the user gave for analyzers' own rules flags, by analyzer;
// -enable and -disable prevail over them.
func (c choice) toolFlags(entries []suite.Entry, lists map[string]string) ([]string, error) {
	wish, err := c.wishes(entries)
	if err != nil {
		return nil, err
	}
	var on, rules []string
	standard := true // exactly the analyzers that run by default are on
	for _, e := range entries {
		name := e.Analyzer.Name
		enabled, list := c.entry(e, wish, lists[name])
		if enabled {
			on = append(on, "-"+name)
			if list != "" {
				rules = append(rules, "-"+name+".rules="+list)
			}
		}
		if enabled == e.OptIn {
			standard = false
		}
	}
	if len(on) == 0 && len(entries) > 0 {
		return nil, errors.New("every analyzer is disabled")
	}
	if standard {
		return rules, nil
	}
	return append(on, rules...), nil
}

// running tells which rules are looked for.
func (c choice) running(entries []suite.Entry, lists map[string]string) (map[string]bool, error) {
	wish, err := c.wishes(entries)
	if err != nil {
		return nil, err
	}
	running := make(map[string]bool)
	for _, e := range entries {
		enabled, list := c.entry(e, wish, lists[e.Analyzer.Name])
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

// over returns the choice together with what a file adds to it: of what the
// choice speaks of, be it by the name of an analyzer or all of them, the file
// has nothing to say. Neither has it of analyzers with lists of rules.
func (c choice) over(file choice, entries []suite.Entry, lists map[string]string) choice {
	settled := make(map[string]bool)
	named := slices.Concat(c.enable, c.disable)
	for _, e := range entries {
		name := e.Analyzer.Name
		_, listed := lists[name]
		all := slices.Contains(named, everything) || slices.Contains(named, name)
		settled[name] = all
		for _, r := range e.Rules {
			settled[r.ID] = settled[r.ID] || all || listed || slices.Contains(named, r.ID)
		}
	}
	settled[everything] = slices.Contains(named, everything)
	rest := func(names []string) []string {
		return slices.DeleteFunc(slices.Clone(names), func(name string) bool { return settled[name] })
	}
	return choice{
		enable:  slices.Concat(c.enable, rest(file.enable)),
		disable: slices.Concat(c.disable, rest(file.disable)),
	}
}

// entry decides whether an analyzer runs and the value of its rules flag.
func (c choice) entry(e suite.Entry, wish map[string]bool, list string) (enabled bool, rules string) {
	enabled = !e.OptIn
	for _, name := range []string{everything, e.Analyzer.Name} {
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
		if wish[everything] {
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
