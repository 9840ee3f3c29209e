package waitgroup

import (
	"slices"

	"github.com/conclint/conclint/internal/order"
	"github.com/conclint/conclint/internal/report"
)

// self finds goroutines that wait for the group that counts them.
func (c *checker) self(s site) {
	starter := s.starter()
	for _, w := range s.own {
		if w.kind != waits || w.guarded || !plain(w.group) {
			continue
		}
		if w.group != s.group && !c.counts(s, w) {
			continue
		}
		name := w.group.In(starter)
		pos := w.at.Pos()
		if !pos.IsValid() {
			pos = s.instr.Pos() // a method value has no code of its own
		}
		steps := []report.Step{
			{Goroutine: 1, Pos: s.instr.Pos(), Text: "starts the goroutine, which " + name + " counts"},
			{Goroutine: 2, Pos: pos, Text: "waits for " + name},
		}
		if w.depth > 0 {
			steps = append(steps, report.Step{Goroutine: 2, Pos: w.call.Pos(), Text: "the call waits here"})
		}
		c.findings = append(c.findings, report.Finding{Rule: selfRule, Pos: pos, Args: []any{name}, Trace: steps})
	}
}

// counts reports whether the goroutine is still counted when it waits: it was
// counted before its start, and its own Done comes after the Wait.
func (c *checker) counts(s site, w op) bool {
	if w.deferred() || !slices.ContainsFunc(on(c.own(s.starter()), w.group, adds), func(a op) bool { return order.Precedes(a.at, s.instr) }) {
		return false
	}
	if len(on(s.own, w.group, adds, goes)) > 0 {
		return false
	}
	pending := false
	for _, d := range on(s.own, w.group, dones) {
		switch {
		case d.deferred():
			pending = pending || order.Precedes(d.at, w.at)
		case order.Reaches(d.at, w.at):
			return false
		default:
			pending = pending || order.Reaches(w.at, d.at)
		}
	}
	return pending
}
