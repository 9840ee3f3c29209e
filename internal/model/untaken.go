package model

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Untaken is a release of a lock that the function has taken on some of the
// paths that lead there, but not on all.
type Untaken struct {
	Taken, Release *Site

	untaken bool // on some path
}

// mixed returns what is known of the release at site.
func (f *Func) mixed(site *Site) *Untaken {
	i := slices.IndexFunc(f.mixes, func(u *Untaken) bool { return u.Release == site })
	if i < 0 {
		i = len(f.mixes)
		f.mixes = append(f.mixes, &Untaken{Release: site})
	}
	return f.mixes[i]
}

// Untaken returns the releases of f of which nobody but f can have taken the
// lock, where f has not done so on some path.
func (p *Package) Untaken(f *Func) []*Untaken {
	if f.Fn.Parent() != nil {
		return nil // the enclosing function's lock, perhaps
	}
	return slices.DeleteFunc(slices.Clone(f.mixes), func(u *Untaken) bool {
		class := u.Release.Place.Class()
		return !u.untaken || u.Taken == nil || class == "" || u.Release.Place.Exposed() || p.HandedOver(f, u.Release.Place) ||
			p.builder.importable(f.Fn) && p.handsOut(class) || p.builder.heldByCallers(f.Fn, class, make(map[*ssa.Function]bool))
	})
}

// handsOut reports whether some function returns holding a lock of the class.
func (p *Package) handsOut(class string) bool {
	return slices.ContainsFunc(p.funcs, func(f *Func) bool {
		return slices.ContainsFunc(f.Summary.Outcomes, func(o Outcome) bool {
			return slices.ContainsFunc(o.Acquired, func(a Acquired) bool { return a.Place.Class() == class })
		})
	})
}

// heldByCallers reports whether some caller of fn may hold a lock of the class.
func (b *builder) heldByCallers(fn *ssa.Function, class string, seen map[*ssa.Function]bool) bool {
	if seen[fn] {
		return false
	}
	seen[fn] = true
	return slices.ContainsFunc(b.contexts.calls[fn], func(c context) bool {
		return slices.ContainsFunc(c.held, func(h heldClass) bool { return h.class == class }) || b.heldByCallers(c.caller, class, seen)
	})
}

// GivesBack reports whether the function releases a lock of the class that no path
// has taken under that name, as a loop does which releases what another has taken.
func (f *Func) GivesBack(class string) bool {
	return class != "" && slices.ContainsFunc(f.mixes, func(u *Untaken) bool {
		return u.untaken && u.Taken == nil && u.Release.Place.Class() == class
	})
}
