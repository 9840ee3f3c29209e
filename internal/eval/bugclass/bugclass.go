// Package bugclass says which classes of bugs a rule's reports may stand
// for. The classes are those of goker/CLASSES.md; the table is part of how
// suites are scored and is meant to be generous: it asks "could this report
// be about that bug", not "does it say so".
package bugclass

import (
	"slices"
	"strings"
)

// table maps the beginning of a rule's or analyzer's name to classes; the
// first row that fits counts.
var table = []struct {
	prefix  string
	classes []string
}{
	{"lockorder", []string{"double-lock", "rlock-recursion", "lock-order", "lock-blocking"}},
	{"unlockpath", []string{"missing-unlock", "bad-unlock", "double-lock"}},
	{"chanblock", []string{"chan-block", "lock-blocking", "ctx-leak", "goroutine-unjoined"}},
	{"spawnjoin", []string{"goroutine-unjoined", "chan-block", "ctx-leak"}},
	{"unjoined", []string{"goroutine-unjoined", "chan-block", "ctx-leak"}},
	{"chanclose", []string{"chan-close", "order-violation"}},
	{"waitgroup", []string{"waitgroup"}},
	{"SA2000", []string{"waitgroup"}},
	{"cond", []string{"cond"}},
	{"ctxleak", []string{"ctx-leak", "chan-block"}},
	{"lostcancel", []string{"ctx-leak"}},
	{"loopclosure", []string{"loop-capture", "data-race"}},
	{"sharedvar", []string{"data-race", "loop-capture", "order-violation", "atomicity"}},
	{"guardedby", []string{"data-race", "atomicity"}},
	{"atomicmix", []string{"data-race"}},
	{"checkact", []string{"atomicity", "data-race"}},
	{"once", []string{"once", "data-race", "double-lock"}},
	{"copylock", []string{"copied-lock"}},
	{"testgoroutine", []string{"test-misuse"}},
	{"testinggoroutine", []string{"test-misuse"}},
	{"SA2002", []string{"test-misuse"}},
	{"spawnlimit", []string{"goroutine-unbounded"}},
	{"lockscope", []string{"lock-blocking"}},
}

// Of returns the classes that reports of the rule may stand for.
func Of(rule string) []string {
	for _, row := range table {
		if strings.HasPrefix(rule, row.prefix) {
			return row.classes
		}
	}
	return nil
}

// Fits reports whether a report of the rule may stand for a bug of one of
// the classes.
func Fits(rule string, classes []string) bool {
	return slices.ContainsFunc(Of(rule), func(c string) bool { return slices.Contains(classes, c) })
}
