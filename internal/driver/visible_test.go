package driver

import "testing"

func TestVisible(t *testing.T) {
	for text, want := range map[string]string{
		"a 'b' é\\n": "a 'b' é\\n",
		"a\nb":       `a\nb`,
		"\x1b[31mé":  `\x1b[31mé`,
		"\u009b":     `\u009b`,
		"\xff":       "\xff",
	} {
		if got := visible(text); got != want {
			t.Errorf("visible(%q) = %q, want %q", text, got, want)
		}
	}
}
