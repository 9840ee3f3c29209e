package main

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/conclint/conclint/internal/config"
	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/settings"
	"github.com/conclint/conclint/suite"
)

func TestSevere(t *testing.T) {
	entries := testSuite()
	entries[0].Rules[0].Severity = rule.Error
	for _, test := range []struct {
		severity map[string]rule.Severity
		want     rule.Severity // of lock-a
	}{
		{nil, rule.Error},
		{map[string]rule.Severity{"lock-b": rule.Note, "spawn": rule.Note}, rule.Error},
		{map[string]rule.Severity{"all": rule.Note}, rule.Note},
		{map[string]rule.Severity{"all": rule.Note, "lock": rule.Warning}, rule.Warning},
		{map[string]rule.Severity{"all": rule.Note, "lock": rule.Warning, "lock-a": rule.Error}, rule.Error},
	} {
		if got := severe(entries, test.severity)[0].Rules[0].Severity; got != test.want {
			t.Errorf("%v: %s, want %s", test.severity, got, test.want)
		}
	}
	if got := entries[0].Rules[0].Severity; got != rule.Error {
		t.Errorf("the suite itself has %s now", got)
	}
}

func TestBuildTags(t *testing.T) {
	for _, test := range []struct {
		flags []string
		want  int
	}{
		{nil, 0},
		{[]string{"-race=true", "-tags=a,b"}, 2},
		{[]string{"--tags=a", "-tags=b c"}, 2},
		{[]string{"-tags=a", "-tags="}, 0},
	} {
		if got := buildTags(test.flags); len(got) != test.want {
			t.Errorf("%q: %q", test.flags, got)
		}
	}
}

// The README's configuration file is one.
func TestReadmeConfiguration(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, text, ok := strings.Cut(string(readme), "\n```yaml\n")
	text, _, ends := strings.Cut(text, "\n```\n")
	if !ok || !ends {
		t.Fatal("there is no YAML in the README")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, config.Name), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	entries := suite.All()
	o, err := parseFlags(nil, entries)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { resetFlags(t, entries) })
	if err := o.configure(place{dir, dir}, func(string) string { return "" }, entries); err != nil {
		t.Fatal(err)
	}
	if o.tests || len(o.choice.Enable) != 2 || len(o.file.Exclude) != 2 || o.toolFlags["conclint.noreturn"] == "" {
		t.Errorf("the configuration has no effect: %+v", o)
	}
}

// resetFlags undoes what checking a configuration does to the analyzers' flags.
func resetFlags(t *testing.T, entries []suite.Entry) {
	reset := func(f *flag.Flag) {
		if err := f.Value.Set(f.DefValue); err != nil {
			t.Error(err)
		}
	}
	settings.Analyzer.Flags.VisitAll(reset)
	for _, e := range entries {
		e.Analyzer.Flags.VisitAll(reset)
	}
}
