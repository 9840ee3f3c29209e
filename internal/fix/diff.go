package fix

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
)

// around is how many unchanged lines are shown around a change.
const around = 3

// hunk is a run of lines that differ: the old ones from a0 to a1 have become
// the new ones from b0 to b1.
type hunk struct{ a0, a1, b0, b1 int }

// unified returns the difference between two versions of a file as a unified
// diff, as patch and git read it.
func unified(name string, old, new []byte) []byte {
	a, b := lines(old), lines(new)
	var out bytes.Buffer
	fmt.Fprintf(&out, "--- %[1]s\n+++ %[1]s\n", name)
	hunks := compare(a, b)
	for len(hunks) > 0 {
		// What is shown together: hunks with little between them.
		n := 1
		for n < len(hunks) && hunks[n].a0-hunks[n-1].a1 <= 2*around {
			n++
		}
		group := hunks[:n]
		hunks = hunks[n:]
		before := min(around, group[0].a0)
		after := min(around, len(a)-group[n-1].a1)
		from, to := group[0].a0-before, group[n-1].a1+after
		fmt.Fprintf(&out, "@@ -%s +%s @@\n", span(from, to), span(group[0].b0-before, group[n-1].b1+after))
		for _, h := range group {
			show(&out, ' ', a[from:h.a0])
			show(&out, '-', a[h.a0:h.a1])
			show(&out, '+', b[h.b0:h.b1])
			from = h.a1
		}
		show(&out, ' ', a[from:to])
	}
	return out.Bytes()
}

// span words the lines from i to j, counted from 0: first line and how many.
func span(i, j int) string {
	if i == j {
		return fmt.Sprintf("%d,0", i) // the line after which there are none
	}
	return fmt.Sprintf("%d,%d", i+1, j-i)
}

func show(out *bytes.Buffer, mark byte, lines [][]byte) {
	for _, l := range lines {
		out.WriteByte(mark)
		out.Write(l)
		if !bytes.HasSuffix(l, []byte("\n")) {
			out.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

// lines splits a text after each line end.
func lines(text []byte) [][]byte {
	l := bytes.SplitAfter(text, []byte("\n"))
	if len(l[len(l)-1]) == 0 {
		l = l[:len(l)-1]
	}
	return l
}

// compare returns the smallest set of changes that turns a into b, after
// Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): far[k] is
// how far into a one gets with d changes on the diagonal where a's index minus
// b's is k.
func compare(a, b [][]byte) []hunk {
	far := map[int]int{1: 0}
	var steps []map[int]int // far before each step
	for d := 0; ; d++ {
		steps = append(steps, maps.Clone(far))
		for k := -d; k <= d; k += 2 {
			x := next(far, d, k)
			for x < len(a) && x-k < len(b) && bytes.Equal(a[x], b[x-k]) {
				x++
			}
			far[k] = x
			if x >= len(a) && x-k >= len(b) {
				return trace(steps, len(a), len(b))
			}
		}
	}
}

// next returns where step d begins on diagonal k: one line of b inserted after
// diagonal k+1, or one of a deleted after k-1, whichever leads further.
func next(far map[int]int, d, k int) int {
	if k == -d || k != d && far[k-1] < far[k+1] {
		return far[k+1]
	}
	return far[k-1] + 1
}

// trace follows the steps back from the ends of a and b, and returns the
// changes in the order of the text.
func trace(steps []map[int]int, x, y int) []hunk {
	var out []hunk
	for d := len(steps) - 1; d > 0; d-- {
		k := x - y
		from := k - 1 // a deletion
		if k == -d || k != d && steps[d][k-1] < steps[d][k+1] {
			from = k + 1
		}
		px := steps[d][from]
		py := px - from
		h := hunk{px, px, py, py + 1}
		if from == k-1 {
			h = hunk{px, px + 1, py, py}
		}
		if n := len(out); n > 0 && out[n-1].a0 == h.a1 && out[n-1].b0 == h.b1 {
			out[n-1].a0, out[n-1].b0 = h.a0, h.b0
		} else {
			out = append(out, h)
		}
		x, y = px, py
	}
	slices.Reverse(out)
	return out
}
