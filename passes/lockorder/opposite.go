package lockorder

import (
	"slices"

	"github.com/conclint/conclint/internal/interleave"
	"github.com/conclint/conclint/internal/report"
)

// opposites finds goroutines that wait for each other's locks, by trying out
// what they do: objects that classes of locks can't tell apart. What known
// reports is left to it.
func opposites(found *interleave.Findings, known []report.Finding) []report.Finding {
	var out []report.Finding
	for _, st := range found.Stuck {
		a, b, ok := st.Crossed()
		if !ok || slices.ContainsFunc(known, func(f report.Finding) bool {
			return (f.Rule == cycle || f.Rule == declared) && slices.ContainsFunc(f.Trace, func(s report.Step) bool { return s.Pos == a.Instr.Pos() || s.Pos == b.Instr.Pos() })
		}) {
			continue
		}
		if b.Instr.Pos() < a.Instr.Pos() {
			a, b = b, a
		}
		out = append(out, report.Finding{
			Rule: cycle,
			Pos:  a.Instr.Pos(),
			Args: []any{
				found.Words.Operand(a.Instr), lastOf(found, &st, a),
				function(b.Instr) + " locks " + found.Words.Operand(b.Instr) + " while holding " + lastOf(found, &st, b),
			},
			Trace: found.Trace(&st),
		})
	}
	return out
}

// lastOf names what b's goroutine did last before it was stuck, in the shortest
// schedule: taking the lock that the other one waits for.
func lastOf(found *interleave.Findings, st *interleave.Stuck, b *interleave.Blocked) string {
	for _, step := range slices.Backward(st.Schedule) {
		if step.Goroutine == b.Goroutine {
			return found.Words.Operand(step.Instr)
		}
	}
	return "another lock"
}
