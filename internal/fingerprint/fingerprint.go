// Package fingerprint tells whether two findings of different times are the
// same. A fingerprint has no line numbers and no file names, so it survives
// that code moves, within its file or to another one of the package.
package fingerprint

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"strings"
)

// Key is a finding's fingerprint. Findings that have the same one are alike,
// and only their number matters.
type Key struct {
	Rule     string
	Package  string // import path
	Function string // the declaration around it, such as "(*T).F"; "" outside all
	Message  string // as [Message] leaves it
	Code     string // the text of its line, without space at both ends
}

// Compare orders keys by package, function, rule, message and code.
func (k Key) Compare(l Key) int {
	return cmp.Or(
		cmp.Compare(k.Package, l.Package),
		cmp.Compare(k.Function, l.Function),
		cmp.Compare(k.Rule, l.Rule),
		cmp.Compare(k.Message, l.Message),
		cmp.Compare(k.Code, l.Code),
	)
}

// Hash returns the key as 32 hexadecimal digits, for formats that want a short
// name.
func (k Key) Hash() string {
	text := strings.Join([]string{k.Rule, k.Package, k.Function, k.Message, k.Code}, "\x00")
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}

// What changes in a message when other code moves: positions, and the numbers
// that function literals get in their order.
var (
	position = regexp.MustCompile(`(\.\w+):\d+(?::\d+)?\b`)
	lineWord = regexp.MustCompile(`\b(lines?) \d+\b`)
	literal  = regexp.MustCompile(`\$\d+`)
)

// Message returns a finding's message without what changes when code that it
// is not about does.
func Message(text string) string {
	text = position.ReplaceAllString(text, "$1")
	text = lineWord.ReplaceAllString(text, "$1")
	text = literal.ReplaceAllString(text, "$$")
	return strings.Join(strings.Fields(text), " ")
}
