package driver

import (
	"strings"

	"github.com/conclint/conclint/internal/rule"
)

// Catalogue knows the rules of each analyzer, by the analyzer's name.
type Catalogue map[string][]rule.Rule

// classify says of which rule a diagnostic is: the one that its category
// names, else the analyzer as a whole.
func (c Catalogue) classify(analyzer, category string) rule.Rule {
	for _, r := range c[analyzer] {
		if r.ID == category {
			return r
		}
	}
	for _, r := range c[analyzer] {
		if r.ID == analyzer {
			return r
		}
	}
	return rule.Rule{ID: analyzer, Severity: rule.Warning}
}

// url returns the page of a diagnostic's rule, or "" for a rule that is not
// in the catalogue and therefore has no page.
func (c Catalogue) url(analyzer string, r rule.Rule) string {
	for _, known := range c[analyzer] {
		if known.ID == r.ID {
			return r.URL()
		}
	}
	return ""
}

// withoutID removes the rule's ID, which report appends for the sake of
// drivers that show nothing but the text.
func withoutID(message string, r rule.Rule) string {
	return strings.TrimSuffix(message, " ("+r.ID+")")
}
