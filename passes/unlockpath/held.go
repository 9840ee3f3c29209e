package unlockpath

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
)

// held finds locks that are held at some end of the function.
func held(pkg *model.Package, f *model.Func, fix fixer, done map[*model.Site]bool) []report.Finding {
	var out []report.Finding
	for _, x := range f.Exits {
		for _, site := range x.Held {
			if _, looked := done[site]; looked {
				continue
			}
			done[site] = !f.Counts(site) && forgotten(pkg, f, site, x.Kind)
			if done[site] {
				found := finding(f, site, x)
				found.Fixes = fix.unlock(site, x)
				out = append(out, found)
			}
		}
	}
	return out
}

// forgotten reports whether holding the lock taken at site on return is a
// mistake rather than the function's purpose.
func forgotten(pkg *model.Package, f *model.Func, site *model.Site, kind model.ExitKind) bool {
	if pkg.HandedOver(f, site.Place) || f.IsTest() && f.Fn.Parent() == nil && f.Made(site.Place) {
		return false // a test takes what it made with it when it ends
	}
	class := site.Place.Class()
	released := f.Released(site)
	if kind == model.NextIteration {
		// Taking the locks of all elements is fine, but then none is
		// released in the loop, or those that are not are released later.
		return len(released) > 0 && !f.GivesBack(class)
	}
	if len(released) > 0 {
		// Released on one path and held on another: a mistake, unless
		// the lock is what success means, and somebody is there to
		// release it then.
		return !f.OnSuccess(site.Place) || !pkg.Consumed(site) && !pkg.ReleasedElsewhere(class) && !ast.IsExported(f.Fn.Name())
	}
	if site.Dropped {
		return true // and with it the only way to release it
	}
	if f.IsTest() && lastAct(site.Instr) {
		return false // to show what happens when the lock is locked
	}
	// Never released: the function's purpose if anybody releases it.
	if pkg.Consumed(site) || class == "" || pkg.ReleasedElsewhere(class) || site.Event != nil {
		return false
	}
	return !outsiders(f, site.Place)
}

// lastAct reports whether the function returns right after an instruction, so that
// a lock taken there was not to protect anything that the function does.
func lastAct(instr ssa.Instruction) bool {
	instrs := instr.Block().Instrs
	for _, next := range instrs[slices.Index(instrs, instr)+1:] {
		switch next.(type) {
		case *ssa.RunDefers, *ssa.DebugRef:
		case *ssa.Return:
			return true
		default:
			return false
		}
	}
	return false
}

// outsiders reports whether other packages can name the lock, and so may
// release it.
func outsiders(f *model.Func, p *place.Place) bool {
	return p.Exposed()
}

func finding(f *model.Func, site *model.Site, x model.Exit) report.Finding {
	name := site.Place.In(f.Fn)
	pos := end(f, x.Instr)
	how := "on return"
	last := "returns with " + name + " locked"
	switch x.Kind {
	case model.Recovered:
		how = "after the panic that the function recovers from"
	case model.NextIteration:
		how, pos = "when the loop goes on to the next iteration", site.Pos
		last = "goes on to the next iteration with " + name + " locked"
	}
	text := "locks " + name
	if site.Event != nil {
		text = "calls " + site.Event.Fn + ", which returns with " + name + " locked"
	}
	trace := []report.Step{{Pos: site.Pos, Text: text}}
	if rel := f.Released(site); len(rel) > 0 {
		trace = append(trace, report.Step{Pos: rel[0].Pos, Text: "other paths unlock it here"})
	}
	trace = append(trace, report.Step{Pos: pos, Text: last})
	return report.Finding{Rule: missing, Pos: pos, Args: []any{name, how}, Trace: trace}
}
