package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/conclint/conclint/internal/eval/cli"
)

// minimum is a number of kernels that must be found among those of some main
// classes. No classes means all kernels.
type minimum struct {
	name    string
	classes []string
	n       int
}

// parseMinimums reads the value of the flag -min: "class=N,class+class=N,all=N".
func parseMinimums(s string) ([]minimum, error) {
	var out []minimum
	for part := range strings.SplitSeq(s, ",") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		n, err := strconv.Atoi(value)
		if err != nil {
			return nil, fmt.Errorf("-min: %q is not CLASS=NUMBER", part)
		}
		m := minimum{name: name, n: n}
		if name != "all" {
			m.classes = strings.Split(name, "+")
		}
		out = append(out, m)
	}
	return out, nil
}

// gate returns [cli.ErrGate] with the reasons if the scores are below the
// minimums, or if there are more than maxUnrelated unrelated reports; a
// negative number means any.
func gate(scores []Score, mins []minimum, maxUnrelated int) error {
	var bad []string
	for _, m := range mins {
		t := total("", scores, m.classes)
		if t.found < m.n {
			bad = append(bad, fmt.Sprintf("%s: found %d, want %d", m.name, t.found, m.n))
		}
	}
	if t := total("", scores, nil); maxUnrelated >= 0 && t.unrelated > maxUnrelated {
		bad = append(bad, fmt.Sprintf("%d unrelated reports, want at most %d", t.unrelated, maxUnrelated))
	}
	if bad != nil {
		return fmt.Errorf("%w: %s", cli.ErrGate, strings.Join(bad, "; "))
	}
	return nil
}
