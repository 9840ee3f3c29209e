package main

import (
	"strings"
	"testing"
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
