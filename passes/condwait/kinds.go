package condwait

import (
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/report"
)

// kinds finds Signals of a Cond with several kinds of waiters.
func (c *checker) kinds(k *cond) {
	kinds := make(map[string]use)
	for _, w := range k.waits {
		if w.value() {
			return
		}
		r := c.after(k, w.instr)
		var parts []string
		for _, i := range r.ifs {
			if !r.back {
				return
			}
			cond := c.Reads(i.Cond)
			if cond.Other {
				return
			}
			for v := range cond.Vars {
				parts = append(parts, v)
			}
		}
		slices.Sort(parts)
		kinds[strings.Join(slices.Compact(parts), " ")] = w
	}
	if len(kinds) < 2 {
		return
	}
	for _, s := range k.wakes {
		if s.all || s.value() {
			continue
		}
		c.report(kindsRule, s, []any{s.name}, report.Step{Pos: s.instr.Pos(), Text: "wakes one of several"})
	}
}
