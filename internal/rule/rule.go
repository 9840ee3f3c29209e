// Package rule declares what a rule is: plain data, from which messages,
// help texts, tables and output formats are generated.
package rule

// Severity says how bad the reported behaviour is when the report is true.
type Severity string

// The severities, worst first.
const (
	Error   Severity = "error"   // the program hangs, panics or corrupts data
	Warning Severity = "warning" // the program works today, but not for the reason it looks like
	Note    Severity = "note"    // worth knowing; no rule is that by itself, but users make some so
)

// Confidence says how often a report of the rule is true on code that its
// authors did not write. Rules below High are opt-in (see [Rule.OptIn]).
type Confidence string

// The confidences, highest first.
const (
	High   Confidence = "high"   // measured precision of 90 % or more
	Medium Confidence = "medium" // measured precision below that, or a matter of policy
)

// Rule describes one kind of finding.
type Rule struct {
	// ID is the stable name that users type and see, such as
	// "lockorder-cycle": the analyzer's name, a dash, and the kind.
	// A bundled analyzer of somebody else is its own rule, ID = its name.
	ID string

	// Title says in one line, in lower case and without a period, what
	// the rule finds.
	Title string

	// Format is the message's fmt template; the arguments come from the
	// finding. It is lower case, has no period, and does not contain
	// the rule's ID, which package report appends.
	Format string

	Severity   Severity
	Confidence Confidence

	// OptIn rules are silent unless the user names them.
	OptIn bool

	// Unanimous rules speak of what is not there. What they find in a file
	// is true only if it is found in all variants of the package, with and
	// without its tests, that have the file.
	Unanimous bool
}

// site is where the rules' pages live.
const site = "https://github.com/conclint/conclint/blob/main/docs/rules/"

// URL returns the address of the rule's page.
func (r Rule) URL() string { return site + r.ID + ".md" }
