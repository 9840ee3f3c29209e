package model

import (
	"go/token"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/suppress"
)

// A directive at the acquisition of a lock is about findings in other packages
// too, of which it is the end. So the names in such directives are part of the
// fact: those that can stand for a rule of lockorder, the only analyzer that
// makes findings of what other packages do.

// quietName is a name in a directive.
type quietName struct {
	directive token.Pos
	name      string
}

// Quiets reports whether the name in the directive is passed on to importers, or
// is about one of several acquisitions of which one is reported for all.
func (p *Package) Quiets(d *suppress.Directive, name string) bool {
	return p.builder.quiets[quietName{d.Pos, name}]
}

// Quiet returns the names in directives where the event's chain ends.
func (e *Event) Quiet() []string { return e.end().quiet }

func (e *Event) end() *Event {
	for e.Next != nil {
		e = e.Next
	}
	return e
}

// Silenced reports whether the edge's end is in another package, where a
// directive says that it is no evidence for the analyzer's rule.
func (e *Edge) Silenced(analyzer, rule string) bool {
	return (e.Event == nil || e.Event.end().fn == nil) && slices.ContainsFunc(e.Quiet, func(name string) bool {
		return suppress.Covers(name, analyzer, rule)
	})
}

// quiet returns the names in directives at pos that concern importers, sorted.
func (b *builder) quiet(pos token.Pos) []string {
	var names []string
	b.directives.Names(pos, func(_ *suppress.Directive, name string) {
		if concerns(name) {
			names = append(names, name)
		}
	})
	slices.Sort(names)
	return slices.Compact(names)
}

// concerns reports whether a name can stand for a rule of lockorder.
func concerns(name string) bool {
	return suppress.Covers(name, "lockorder", "") || strings.HasPrefix(strings.ToLower(name), "lockorder-")
}

// noteQuiet notes that what a directive says of the end of ev is made use of.
func (b *builder) noteQuiet(ev *Event) {
	end := ev.end()
	if len(end.quiet) == 0 || end.fn == nil {
		return
	}
	b.directives.Names(end.Pos, func(d *suppress.Directive, name string) {
		if concerns(name) {
			b.quiets[quietName{d.Pos, name}] = true
		}
	})
}

// louder makes e's trace that of other if only the other's end has no directive,
// or only the other is no misuse: what is said of one acquisition is not said of
// another.
func (e *Event) louder(other *Event) {
	if was, is := e.complains(), other.complains(); was && !is || was == is && len(e.Quiet()) > 0 && len(other.Quiet()) == 0 {
		e.Pos, e.Next, e.Delegates, e.instr, e.misuse, e.depth, e.quiet = other.Pos, other.Next, other.Delegates, other.instr, other.misuse, other.depth, other.quiet
	}
}
