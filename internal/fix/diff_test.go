package fix

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
)

// Each digit is a line.
func text(digits string) []byte {
	return []byte(strings.Join(strings.Split(digits, ""), "\n") + "\n")
}

func TestUnified(t *testing.T) {
	for _, test := range []struct{ old, new, want string }{
		{"123456789", "12345x6789", "@@ -3,6 +3,7 @@| 3| 4| 5|+x| 6| 7| 8|"},
		{"123456789", "2345678", "@@ -1,4 +1,3 @@|-1| 2| 3| 4|@@ -6,4 +5,3 @@| 6| 7| 8|-9|"},
		{"1234567890", "x234567890y", "@@ -1,4 +1,4 @@|-1|+x| 2| 3| 4|@@ -8,3 +8,4 @@| 8| 9| 0|+y|"},
		{"12345678", "234567", "@@ -1,8 +1,6 @@|-1| 2| 3| 4| 5| 6| 7|-8|"},
		{"1", "1", ""},
	} {
		got := strings.TrimPrefix(string(unified("a", text(test.old), text(test.new))), "--- a\n+++ a\n")
		if got = strings.ReplaceAll(got, "\n", "|"); got != test.want {
			t.Errorf("%s to %s:\n%s, want\n%s", test.old, test.new, got, test.want)
		}
	}
	if got, want := string(unified("a", []byte("1"), []byte("1\n2\n"))), "--- a\n+++ a\n@@ -1,1 +1,2 @@\n-1\n\\ No newline at end of file\n+1\n+2\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := string(unified("a", nil, []byte("1\n"))), "--- a\n+++ a\n@@ -0,0 +1,1 @@\n+1\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// The changes lead from one text to the other, and there are no more of them
// than needed.
func TestCompare(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func() string {
		b := make([]byte, r.IntN(9))
		for i := range b {
			b[i] = byte('1' + r.IntN(3))
		}
		return string(b)
	}
	for range 5000 {
		x, y := random(), random()
		a, b := lines(text(x)), lines(text(y))
		var got [][]byte
		at, n := 0, 0
		for _, h := range compare(a, b) {
			got = append(append(got, a[at:h.a0]...), b[h.b0:h.b1]...)
			at = h.a1
			n += h.a1 - h.a0 + h.b1 - h.b0
		}
		got = append(got, a[at:]...)
		if !bytes.Equal(bytes.Join(got, nil), bytes.Join(b, nil)) {
			t.Fatalf("%q to %q gives %q", x, y, got)
		}
		if want := len(a) + len(b) - 2*common(a, b); n != want {
			t.Fatalf("%q to %q: %d lines changed, want %d", x, y, n, want)
		}
	}
}

// common returns the length of the longest common subsequence.
func common(a, b [][]byte) int {
	switch {
	case len(a) == 0 || len(b) == 0:
		return 0
	case bytes.Equal(a[0], b[0]):
		return 1 + common(a[1:], b[1:])
	}
	return max(common(a[1:], b), common(a, b[1:]))
}
