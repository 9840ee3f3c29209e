package main

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/suite"
)

// testSuite has one analyzer.
func testSuite() []suite.Entry {
	a := rule.Rule{ID: "lock-a"}
	return []suite.Entry{{
		Analyzer: &analysis.Analyzer{Name: "lock", Flags: rule.NewSet(a).Flags()},
		Rules:    []rule.Rule{a},
	}}
}

func TestParseFlags(t *testing.T) {
	o, err := parseFlags(strings.Fields("-C d -format=json -tests=false -v -enable lock,weird -disable=atomic -enable=spawn "+
		"-tags a,b -race -mod=mod -buildvcs=auto -trimpath -overlay o.json -lock.rules=-lock-a ./... x"), testSuite())
	if err != nil {
		t.Fatal(err)
	}
	if o.dir != "d" || o.format.Name != "json" || o.tests || !o.verbose || !o.trimpath || o.overlay != "o.json" {
		t.Errorf("options: %+v", o)
	}
	for _, list := range []struct {
		got  []string
		want string
	}{
		{o.choice.Enable, "lock weird spawn"},
		{o.choice.Disable, "atomic"},
		{o.buildFlags, "-tags=a,b -race=true -mod=mod -buildvcs=auto -trimpath=true -overlay=o.json"},
		{o.patterns, "./... x"},
	} {
		if !slices.Equal(list.got, strings.Fields(list.want)) {
			t.Errorf("got %q, want %q", list.got, list.want)
		}
	}
	if o.choice.Lists["lock"] != "-lock-a" {
		t.Errorf("rules: %q", o.choice.Lists)
	}
}

func TestParseFlagsErrors(t *testing.T) {
	list := strings.Join(formatNames(), ", ")
	for args, want := range map[string]string{
		"-tagz x":                 "unknown flag -tagz (did you mean -tags?)",
		"-conclint.locktypes=a.B": "unknown flag -conclint.locktypes (did you mean -locktypes?)",
		"-q":                      "unknown flag -q (conclint help lists the flags)",
		"-format=plain":           `unknown format "plain": there are ` + list,
		"-format=jsn":             `unknown format "jsn" (did you mean json?): there are ` + list,
		"./... -v":                "flags go before packages, but -v comes after ./...",
		"-lock.rules=x":           `invalid value "x" for flag -lock.rules: unknown rule "x"`,
		"-lock.rule=lock-a":       "unknown flag -lock.rule (did you mean -lock.rules?)",
	} {
		if _, err := parseFlags(strings.Fields(args), testSuite()); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", args, err, want)
		}
	}
	if _, err := parseFlags([]string{"--help"}, nil); !errors.Is(err, errHelp) {
		t.Errorf("--help: %v", err)
	}
}
