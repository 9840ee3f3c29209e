package driver

import (
	"strconv"
	"strings"
	"unicode"
)

// visible replaces control characters by what Go source has for them. Names of
// files, and //line directives, are free to have some, and what is shown on one
// line, or on a terminal, is not the place to obey them.
func visible(s string) string {
	if !strings.ContainsFunc(s, unicode.IsControl) {
		return s
	}
	var b strings.Builder
	for _, c := range s {
		if unicode.IsControl(c) {
			b.WriteString(strings.Trim(strconv.QuoteRune(c), "'"))
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}
