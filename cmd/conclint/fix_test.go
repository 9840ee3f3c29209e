package main

import (
	"fmt"
	"slices"
	"testing"

	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/fix"
)

// What was in the way of another fix is tried again, if it is still there, and
// nothing else.
func TestAgain(t *testing.T) {
	at := func(message string, line int) driver.Finding {
		return driver.Finding{Rule: "r", Message: message, Pos: driver.Position{File: "a.go", Line: line}}
	}
	left := []fix.Left{
		{Finding: at("x", 1), Again: true},
		{Finding: at("y", 2), Again: true},
		{Finding: at("z", 3)},
	}
	retry, rest := again(left, []driver.Finding{at("x", 11), at("x", 12), at("z", 13), at("new", 14)})
	var lines []string
	for _, f := range retry {
		lines = append(lines, fmt.Sprint(f.Pos.Line))
	}
	if !slices.Equal(lines, []string{"11"}) || len(rest) != 1 || rest[0].Finding.Message != "z" {
		t.Errorf("again lines %v, rest %+v", lines, rest)
	}
}
