package render

import (
	"slices"
	"strings"
	"testing"
)

// The hashes come from a program that computes them as GitHub's action does,
// character by character.
func TestLineHashes(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"", []string{"c129715d7a2bc9a3:1"}},
		{"  a\nb\n  \t\tc\n d", []string{"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"}},
		{"a\r\nb\rc\n", []string{"52668e89249e7477:1", "9ed7939040abc6c0:1", "3791504be0bd17cc:1", "c129715d7a2bc9a3:1"}},
		{"a\r \nb", []string{"67c066a59e652f5e:1", "cc4c43d77869440f:1", "8ee5a81e681643c1:1"}},
		{"é漢😀\n\n\nx\nx\n", []string{"3146f6e8aa84fcd9:1", "2548848ca4dec8bb:1", "6b5b024dd512709d:1", "8c072f39cc89b447:1", "828973aa50c68d6d:1", "c129715d7a2bc9a3:1"}},
		{"x\nx\n" + strings.Repeat("long line ", 30) + "\nx\n", []string{"a9eb3ea2fdbba054:1", "5b1fdd3264bdeefd:1", "fd83ca1040149500:1", "828973aa50c68d6d:1", "c129715d7a2bc9a3:1"}},
	} {
		if got := lineHashes([]byte(test.text)); !slices.Equal(got, test.want) {
			t.Errorf("lineHashes(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestLineHash(t *testing.T) {
	block := "mu.Lock()\n" + strings.Repeat("work()\n", 30)
	before := newSource([]byte(block))
	after := newSource([]byte("package p\n\n\n\t" + block + "done()\n" + block))
	if a, b := before.lineHash(1), after.lineHash(4); a != b || !strings.HasSuffix(a, ":1") {
		t.Errorf("a line that moves has hash %s, then %s", a, b)
	}
	if a, b := after.lineHash(4), after.lineHash(36); strings.TrimSuffix(a, ":1") != strings.TrimSuffix(b, ":2") || a == b {
		t.Errorf("two lines alike have hashes %s and %s", a, b)
	}
	var none *source
	for _, hash := range []string{none.lineHash(1), before.lineHash(0), before.lineHash(99)} {
		if hash != "" {
			t.Errorf("a line that is not there has hash %s", hash)
		}
	}
}
