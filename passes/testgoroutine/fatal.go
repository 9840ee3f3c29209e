package testgoroutine

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/syncop"
)

// fatal reports a goroutine that ends a test that is not its own: once, however
// often it does so, since the remedy is the same for all.
func (c *checker) fatal(s site) {
	var found *report.Finding
	seen := make(map[token.Pos]bool) // a helper may end the test in many ways
	end := func(f *frame, call ssa.CallInstruction) (depends bool) {
		test, name := ends(call.Common())
		if test == nil || !c.foreign(s, f, test) {
			return false
		}
		if c.inVain(f, call) {
			return true
		}
		pos := s.at(f, call)
		switch {
		case seen[pos], s.subtest && f.up != nil:
			// A helper may well be meant for the test around: the
			// subtest fails all the same, if with an odd message.
			return false
		case found != nil:
			if len(found.Trace) < maxTrace {
				found.Trace = append(found.Trace, report.Step{Goroutine: 2, Pos: pos, Text: "so does this"})
			}
		default:
			how, victim := "in a goroutine that the test started", "that goroutine"
			if s.subtest {
				how, victim = "by a subtest on the test around it", "the subtest"
			}
			found = &report.Finding{
				Rule:  fatal,
				Pos:   pos,
				Args:  []any{name, how, victim},
				Trace: s.trace(f, call, "calls "+name),
			}
		}
		seen[pos] = true
		return false
	}
	if _, ok := s.instr.(*ssa.Go); ok {
		end(nil, s.instr) // go t.Fatal()
	}
	c.walk(&s.body, end)
	if found != nil {
		c.findings = append(c.findings, *found)
	}
}

// maxTrace is how long a trace may get by listing what else is wrong.
const maxTrace = 12

// foreign reports whether a test that the goroutine ends belongs to another
// goroutine: it is not one of a subtest, and not one that somebody made to see
// what happens to it.
func (c *checker) foreign(s site, f *frame, test ssa.Value) bool {
	p := c.place(f, test)
	for p != nil && p.Kind == place.Field && strings.HasPrefix(p.Owner, "testing.") {
		p = p.Parent // T's embedded common
	}
	if p == nil {
		return false
	}
	if p.Kind != place.Local {
		// Kept in an object, maybe one that a subtest made for itself.
		return !s.subtest
	}
	switch v := p.Value.(type) {
	case *ssa.Alloc:
		return false // made by hand
	case *ssa.Call:
		if obj := callee.Named(&v.Call); obj != nil && obj.Pkg() != nil && obj.Pkg().Path() == require && len(v.Call.Args) == 1 {
			return c.foreign(s, f, v.Call.Args[0]) // require.New
		}
	case *ssa.Parameter:
		if s.subtest {
			return v.Parent() != s.body.Fn && callee.Encloses(v.Parent(), s.body.Fn) && syncop.IsTest(v.Type())
		}
		if c.ownParam(s, f, v.Parent()) {
			return false
		}
	}
	return !s.subtest && isTestType(p.Value.Type())
}

// ownParam reports whether fn is one of the functions that the goroutine runs on
// its way to f: what it passes to their parameters is unknown then, or they would
// have been replaced.
func (c *checker) ownParam(s site, f *frame, fn *ssa.Function) bool {
	for ; f != nil; f = f.up {
		if f.Fn == fn && f.Fn != s.instr.Parent() {
			return true
		}
	}
	return false
}
