package choice

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/suite"
)

// testSuite has an analyzer of our own with an opt-in rule, a bundled one, and
// an opt-in one of either kind.
func testSuite() []suite.Entry {
	own := func(name string, optIn bool, rules ...rule.Rule) suite.Entry {
		return suite.Entry{
			Analyzer: &analysis.Analyzer{Name: name, Doc: name + " doc", Flags: rule.NewSet(rules...).Flags()},
			Rules:    rules,
			OptIn:    optIn,
		}
	}
	bundled := func(name string, optIn bool) suite.Entry {
		return suite.Entry{
			Analyzer: &analysis.Analyzer{Name: name, Doc: name + " doc"},
			Rules:    []rule.Rule{{ID: name}},
			OptIn:    optIn,
		}
	}
	return []suite.Entry{
		bundled("atomic", false),
		own("lock", false, rule.Rule{ID: "lock-a"}, rule.Rule{ID: "lock-b"}, rule.Rule{ID: "lock-opt", OptIn: true}),
		own("spawn", true, rule.Rule{ID: "spawn-a"}, rule.Rule{ID: "spawn-b"}),
		bundled("weird", true),
	}
}

func TestToolFlags(t *testing.T) {
	for _, test := range []struct{ enable, disable, lists, want string }{
		{"", "", "", ""},
		{"atomic", "", "", ""},
		{"lock", "", "", ""},
		{"", "atomic", "", "-lock"},
		{"", "lock", "", "-atomic"},
		{"lock-opt", "", "", "-lock.rules=lock-opt"},
		{"lock-a", "", "", ""},
		{"", "lock-a", "", "-lock.rules=-lock-a"},
		{"", "lock-opt", "", ""},
		{"", "lock-a,lock-b", "", "-atomic"}, // nothing left of lock
		{"lock-a", "lock", "", "-lock.rules=-lock-b"},
		{"spawn", "", "", "-atomic -lock -spawn"},
		{"spawn-a", "", "", "-atomic -lock -spawn -spawn.rules=-spawn-b"},
		{"spawn", "spawn-a", "", "-atomic -lock -spawn -spawn.rules=-spawn-a"},
		{"weird", "", "", "-atomic -lock -weird"},
		{"lock-opt", "all", "", "-lock -lock.rules=-lock-a,-lock-b,lock-opt"},
		{"lock", "all", "", "-lock"},
		{"weird,atomic", "all", "", "-atomic -weird"},
		{"all", "", "", "-atomic -lock -spawn -weird -lock.rules=lock-opt"},
		{"all", "lock-a", "", "-atomic -lock -spawn -weird -lock.rules=-lock-a,lock-opt"},
		{"all", "weird,spawn", "", "-lock.rules=lock-opt"},
		{"", "", "lock=lock-opt", "-lock.rules=lock-opt"},
		{"", "lock-opt", "lock=lock-opt,-lock-b", "-lock.rules=-lock-b"},
		{"lock-b", "", "lock=-lock-b", ""},
	} {
		c := parseChoice(test.enable, test.disable, test.lists)
		flags, err := c.ToolFlags(testSuite())
		if err != nil {
			t.Errorf("%+v: %v", test, err)
		} else if got := strings.Join(flags, " "); got != test.want {
			t.Errorf("-enable=%s -disable=%s %s: %q, want %q", test.enable, test.disable, test.lists, got, test.want)
		}
	}
}

func TestToolFlagsErrors(t *testing.T) {
	for _, test := range []struct{ enable, disable, want string }{
		{"lokc", "", `unknown analyzer or rule "lokc" (did you mean lock?)`},
		{"", "spawn-c", `unknown analyzer or rule "spawn-c" (did you mean spawn-a?)`},
		{"completely-different", "", `unknown analyzer or rule "completely-different" (conclint help lists them)`},
		{"lock", "lock", "lock is both enabled and disabled"},
		{"", "all", "every analyzer is disabled"},
		{"", "atomic,lock-a,lock-b", "every analyzer is disabled"},
	} {
		c := Choice{Enable: split(test.enable), Disable: split(test.disable)}
		if flags, err := c.ToolFlags(testSuite()); err == nil || err.Error() != test.want {
			t.Errorf("-enable=%s -disable=%s: %q, %v, want %s", test.enable, test.disable, flags, err, test.want)
		}
	}
}

func parseChoice(enable, disable, rules string) Choice {
	c := Choice{Enable: split(enable), Disable: split(disable)}
	if name, list, ok := strings.Cut(rules, "="); ok {
		c.Lists = map[string]string{name: list}
	}
	return c
}

func split(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' })
}

func TestRunning(t *testing.T) {
	for _, test := range []struct{ enable, disable, lists, want string }{
		{"", "", "", "atomic lock-a lock-b"},
		{"weird,spawn-a,lock-opt", "lock-a", "", "atomic lock-b lock-opt spawn-a weird"},
		{"", "lock,atomic", "", ""},
		{"all", "spawn-b", "", "atomic lock-a lock-b lock-opt spawn-a weird"},
		{"", "", "lock=-lock-b", "atomic lock-a"},
	} {
		running, err := parseChoice(test.enable, test.disable, test.lists).Running(testSuite())
		if err != nil {
			t.Fatal(err)
		}
		var on []string
		for id, r := range running {
			if r {
				on = append(on, id)
			}
		}
		slices.Sort(on)
		if got := strings.Join(on, " "); got != test.want {
			t.Errorf("%v: %s, want %s", test, got, test.want)
		}
		if len(running) != 7 {
			t.Errorf("%v: %d rules", test, len(running))
		}
	}
}

// Over is described by the enabled and the disabled names, "+" and "-" in front.
func TestOver(t *testing.T) {
	for _, test := range []struct{ flags, file, want string }{
		{"", "+spawn -lock-a", "+spawn -lock-a"},
		{"+atomic", "+spawn -lock-a", "+atomic +spawn -lock-a"},
		{"+spawn-a", "-spawn -spawn-a", "+spawn-a -spawn"},
		{"-spawn", "+spawn +spawn-a +weird", "+weird -spawn"},
		{"-all", "+spawn -lock-a +all", "-all"},
		{"+all", "-spawn -all", "+all"},
		{"-atomic", "+atomic", "-atomic"},
		{"+lock-opt", "-all", "+lock-opt -all"},
		{"", "-lock-a +lock", "+lock -lock-a"},
		{"lock=-lock-b", "+lock +lock-b -lock-a", "+lock"},
	} {
		parse := func(text string) (c Choice) {
			c.Lists = make(map[string]string)
			for _, name := range strings.Fields(text) {
				switch analyzer, list, listed := strings.Cut(name, "="); {
				case listed:
					c.Lists[analyzer] = list
				case name[0] == '+':
					c.Enable = append(c.Enable, name[1:])
				default:
					c.Disable = append(c.Disable, name[1:])
				}
			}
			return c
		}
		flags := parse(test.flags)
		c := flags.Over(parse(test.file), testSuite())
		var got []string
		for _, name := range c.Enable {
			got = append(got, "+"+name)
		}
		for _, name := range c.Disable {
			got = append(got, "-"+name)
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%v: %s, want %s", test, got, test.want)
		}
	}
}
