package main

import (
	"strings"
	"testing"

	"github.com/conclint/conclint/suite"
)

func TestSwitchOff(t *testing.T) {
	for args, want := range map[string]string{
		"x.cfg":              "-spawn=false -weird=false",
		"-spawn x.cfg":       "-weird=false",
		"-spawn=true x.cfg":  "-weird=false",
		"--spawn=0 x.cfg":    "-weird=false",
		"-spawn.rules=x a":   "-spawn=false -weird=false",
		"-spawn -weird -a x": "",
	} {
		got := strings.Join(switchOff([]string{"spawn", "weird"}, strings.Fields(args)), " ")
		if got != want {
			t.Errorf("switchOff(%s) = %q, want %q", args, got, want)
		}
	}
}

func TestRunning(t *testing.T) {
	for args, want := range map[string]string{
		"x.cfg":                    "atomic lockorder",
		"-lockorder x.cfg":         "lockorder",
		"--lockorder=1 -SA2001 x":  "SA2001 lockorder",
		"-lockorder=false x.cfg":   "atomic",
		"-lockorder.rules=x x.cfg": "atomic lockorder",
		"-SA2001=false x.cfg":      "atomic lockorder",
	} {
		var got []string
		for _, e := range suite.All() {
			name := e.Analyzer.Name
			if (name == "SA2001" || name == "atomic" || name == "lockorder") && running(strings.Fields(args))(e) {
				got = append(got, name)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("running(%s): %q, want %s", args, got, want)
		}
	}
}
