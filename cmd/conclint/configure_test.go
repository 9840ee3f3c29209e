package main

import (
	"testing"

	"github.com/conclint/conclint/internal/rule"
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
