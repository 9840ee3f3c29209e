package render

import "github.com/conclint/conclint/internal/rule"

// rank orders severities, the worst first.
func rank(s rule.Severity) int {
	switch s {
	case rule.Error:
		return 0
	case rule.Warning:
		return 1
	}
	return 2
}

// named returns the name that a format has for a severity. All call errors and
// warnings by these names, but each has its own for what is less.
func named(s rule.Severity, note string) string {
	if s == rule.Note {
		return note
	}
	return string(s)
}
