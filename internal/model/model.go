// Package model is the analysis that all passes share. It builds SSA for the
// package, finds out which locks are held where, summarises each function for
// its callers, and makes the result available, read only, as a [Package].
//
// Functions are analysed bottom-up, one strongly connected component of the
// call graph at a time. Within a function the analysis is path-sensitive: it
// keeps apart the paths that hold different locks, and remembers which
// conditions brought them about. Summaries cross packages as one fact.
package model

import (
	"cmp"
	"fmt"
	"go/build"
	"go/token"
	"go/types"
	"path/filepath"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/scc"
	"github.com/conclint/conclint/internal/scope"
	"github.com/conclint/conclint/internal/suppress"
	"github.com/conclint/conclint/internal/syncop"
)

// Analyzer computes the model of a package. Its result is a [*Package].
var Analyzer = &analysis.Analyzer{
	Name:       "conclintmodel",
	Doc:        "conclintmodel: compute which locks are held where, for other analyzers",
	Run:        run,
	ResultType: reflect.TypeFor[*Package](),
	FactTypes:  []analysis.Fact{new(Fact)},
}

// Package is the model of a package.
type Package struct {
	builder *builder
	funcs   []*Func
	edges   []*Edge
	err     error
}

// Err returns why there is no model, if there is none: an error of ours, which
// one pass should return as its own. (Drivers do not tell the errors of an
// analyzer that others require.)
func (p *Package) Err() error { return p.err }

// Funcs returns the functions of the package, literals included, in the order
// of their positions.
func (p *Package) Funcs() []*Func { return p.funcs }

// Edges returns the lock-order edges of the package and of all that it
// imports; the package's own come first.
func (p *Package) Edges() []*Edge { return p.edges }

// Nestings returns where the package's own functions take a lock while they hold
// another one: for each function, pair of classes and pair of modes once. Edges
// that differ only in who does it, or where, are one edge.
func (p *Package) Nestings() []*Edge { return p.builder.edges.nestings }

// Declared returns the lock orders that are declared in the package and in all
// that it imports, the package's own first. None contradicts another.
func (p *Package) Declared() []Declared { return p.builder.declared }

// Undeclared returns the package's comments that fail to declare an order.
func (p *Package) Undeclared() []Undeclared { return p.builder.undeclared }

// Closing returns the imported edges that lie on a circle with edges of the
// package's own.
func (p *Package) Closing() []*Edge {
	var roots []string
	next := make(map[string][]string)
	for _, e := range p.edges {
		roots = append(roots, e.From)
		next[e.From] = append(next[e.From], e.To)
	}
	circle := make(map[string]int)
	own := make(map[int]bool)
	for i, c := range scc.Components(roots, func(class string) []string { return next[class] }) {
		for _, class := range c {
			circle[class] = i
		}
	}
	for _, e := range p.builder.edges.list {
		own[circle[e.From]] = own[circle[e.From]] || circle[e.From] == circle[e.To]
	}
	return slices.DeleteFunc(slices.Clone(p.edges[len(p.builder.edges.list):]), func(e *Edge) bool { return circle[e.From] != circle[e.To] || !own[circle[e.From]] })
}

// Uses returns how many functions of the package take the locks of e in the
// order of e.
func (p *Package) Uses(e *Edge) int { return len(p.builder.edges.uses[[2]string{e.From, e.To}]) }

// ReleasedElsewhere reports whether some function releases a lock of the
// class that it did not take: then holding one on return may be intended.
func (p *Package) ReleasedElsewhere(class string) bool { return p.builder.foreign[class] != notForeign }

// HandedOver reports whether a lock that f takes is released by a function that
// did not take it but shares its variable: one around f, or, if the variable is
// local, any. Then they pass the lock on to each other, perhaps as goroutines,
// and what one of them does alone tells nothing.
func (p *Package) HandedOver(f *Func, lock *place.Place) bool {
	_, local := lock.Root().Value.(*ssa.Alloc)
	return slices.ContainsFunc(p.builder.handed[lock], func(by *ssa.Function) bool {
		return by != f.Fn && (local || callee.Encloses(by, f.Fn))
	})
}

// Consumed reports whether a caller releases the lock that a function
// returned holding, which it took at site.
func (p *Package) Consumed(site *Site) bool { return p.builder.consumed[site.Pos] }

// Func is what the model knows of one function.
type Func struct {
	Fn      *ssa.Function
	Summary *Summary

	// Truncated says that a budget cut the analysis short.
	Truncated bool

	Relocks    []Relock
	Mismatches []Mismatch
	Unheld     []Unheld
	Exits      []Exit

	// DeferredLocks are the deferred acquisitions of locks that are not
	// waiting to be taken again; IgnoredTries are the tries to take a lock
	// of which nobody looks at the result. Both may have repetitions.
	DeferredLocks []*Site
	IgnoredTries  []*Site

	relocks   []*Site // deferred acquisitions of what a callee may have released
	releases  map[*Site][]*Site
	mixes     []*Untaken                 // releases
	locks     map[ssa.Instruction]*Locks // at instructions, in functions that change locks
	success   map[*place.Place]bool      // whether a lock is what success means
	eventsCut bool                       // callers are not told of all events

	keeps        []*Keep
	acquisitions []Acquisition
	waits        []Wait
}

// Relock is an acquisition of a lock that is already held.
type Relock struct {
	Instr     ssa.CallInstruction
	First     *Site
	FirstMode syncop.Mode
	Event     *Event

	// Deferred says that a call that releases the lock is pending.
	Deferred bool
}

// Blame returns the event of r's chain at which to report it. In a function that
// has several callers, all of which hold the lock, or that people have called
// somethingLocked, the mistake is its own and not any caller's.
func (p *Package) Blame(r Relock) *Event {
	class := r.Event.Place.Class()
	e := r.Event
	for e.Next != nil && e.Next.fn != nil && e.Next.Next != nil && (strings.HasSuffix(e.Next.fn.Name(), "Locked") || p.builder.sharedByCallers(e.Next.fn, class)) {
		e = e.Next
	}
	return e
}

// Mismatch is a release in one mode of a lock held in the other.
type Mismatch struct{ First, Second *Site }

// Unheld is a release of a lock that was released before.
type Unheld struct {
	First, Second *Site

	// Entry says that the function did not take the lock itself.
	Entry bool
}

// ExitKind is how a function ends.
type ExitKind uint8

// The kinds of exits.
const (
	Return        ExitKind = iota
	Recovered              // a panic that a deferred call recovers from, so that the function returns
	NextIteration          // the end of an iteration of a loop, for the locks of what it iterates over
)

// Exit is an end of a function together with the locks it holds there.
type Exit struct {
	Instr ssa.Instruction
	Kind  ExitKind
	Held  []*Site
}

// Released returns where, on some path, the lock taken at site is released.
func (f *Func) Released(site *Site) []*Site { return f.releases[site] }

// OnSuccess reports whether the function returns with the lock held exactly if
// it returns what callers take for success, so that they can release it.
func (f *Func) OnSuccess(lock *place.Place) bool { return f.success[lock] }

// heldAfter notes that the function took the lock l and returned in state l,
// with success or not. Callers can only do something about it if they can name it.
func (f *Func) heldAfter(l lock, nameable, success bool) {
	if f.success == nil {
		f.success = make(map[*place.Place]bool)
	}
	is := nameable && success == (l.status == held)
	if old, seen := f.success[l.place]; seen {
		is = is && old
	}
	f.success[l.place] = is
}

// IsTest reports whether the function is a test, or a literal in one.
func (f *Func) IsTest() bool { return isTest(f.Fn) }

// Made reports whether the function itself made the object that has the lock,
// or got it from what it called.
func (f *Func) Made(lock *place.Place) bool {
	v := lock.Root().Value
	_, param := v.(*ssa.Parameter)
	return v != nil && !param && v.Parent() == f.Fn
}

// Counts reports whether the lock taken at site is taken again and again by one
// loop and released by another, so that no single path says anything.
func (f *Func) Counts(site *Site) bool {
	loops := findLoops(f.Fn)
	releases := f.releases[site]
	return len(releases) > 0 && loops.any(site.Instr.Block()) && !slices.ContainsFunc(releases, func(r *Site) bool {
		return loops.shared(site.Instr.Block(), r.Instr.Block()) || !loops.any(r.Instr.Block())
	})
}

func (f *Func) released(site, at *Site) {
	if f.releases == nil {
		f.releases = make(map[*Site][]*Site)
	}
	if !slices.Contains(f.releases[site], at) {
		f.releases[site] = append(f.releases[site], at)
	}
}

// Name returns the function's name for people: "F", "(*T).M", "F$1". The wrapper
// that binds a method to its receiver has the method's name.
func (f *Func) Name() string {
	var pkg *types.Package
	if f.Fn.Pkg != nil {
		pkg = f.Fn.Pkg.Pkg
	} else if obj := f.Fn.Object(); obj != nil {
		pkg = obj.Pkg()
	}
	return strings.TrimSuffix(f.Fn.RelString(pkg), "$bound")
}

func run(pass *analysis.Pass) (result any, err error) {
	b := &builder{
		pass:     pass,
		places:   place.NewTable(),
		funcs:    make(map[*ssa.Function]*Func),
		results:  make(map[*ssa.Function][]*place.Place),
		nonNil:   make(map[*ssa.Function]bool),
		printers: make(map[*ssa.Function][]printer),
		asking:   make(map[*ssa.Function]bool),
		foreign:  make(map[string]foreignness),
		callers:  make(map[string]bool),
		handed:   make(map[*place.Place][]*ssa.Function),
		contexts: newContexts(),
		consumed: make(map[token.Pos]bool),
		quiets:   make(map[quietName]bool),
	}
	out := &Package{builder: b}
	if isStd(pass) && !scope.Std {
		return out, nil
	}
	// The one recover of the model: a bug of ours must not cost the user
	// the findings of other packages.
	defer func() {
		if r := recover(); r != nil {
			name := "the package"
			if b.current != nil {
				name = b.current.String()
			}
			result, err = &Package{builder: b, err: fmt.Errorf("internal error analysing %s: %v", name, r)}, nil
		}
	}()
	b.imported = importFacts(pass, b.places)
	locks := usesLocks(pass.TypesInfo)
	b.declare()
	if !locks && b.imported.empty() && len(b.declared)+len(b.undeclared) == 0 && !concurrent(pass) {
		return out, nil
	}
	b.directives = suppress.Parse(pass.Fset, pass.Files)
	b.pkg = buildSSA(pass)
	sources := sourceFuncs(pass, b.pkg)
	b.findPrinters(sources)
	b.graph = newCallGraph(sources, locks, b.impliedBy)
	b.analyse(sources, locks)
	for _, f := range b.order {
		if f.Fn.Synthetic == "" || f.Fn.Name() == "init" || isRangeBody(f.Fn) {
			out.funcs = append(out.funcs, f)
		}
	}
	slices.SortStableFunc(out.funcs, func(a, b *Func) int { return cmp.Compare(a.Fn.Pos(), b.Fn.Pos()) })
	b.placeEdges()
	b.handOver()
	b.placeDeferredLocks()
	out.edges = slices.Concat(b.edges.list, b.imported.edges)
	b.exportFact(out)
	b.countCuts()
	return out, nil
}

// isStd reports whether the package belongs to the standard library.
func isStd(pass *analysis.Pass) bool {
	if m := pass.Module; m != nil && m.Path != "" {
		return m.Path == "std" || m.Path == "cmd"
	}
	if len(pass.Files) == 0 {
		return false
	}
	dir, err := filepath.Rel(filepath.Join(build.Default.GOROOT, "src"), pass.Fset.PositionFor(pass.Files[0].Package, false).Filename)
	return err == nil && filepath.IsLocal(dir)
}

// foreignness says how sure it is that functions release locks of a class that
// they did not take.
type foreignness uint8

const (
	notForeign foreignness = iota
	perhaps                // the function may have taken it after all
	forCallers             // it is somebody else's
)

// foreignClass notes that a lock is released by a function that does not know
// where it was taken.
func (b *builder) foreignClass(p *place.Place, how foreignness) {
	if c := p.Class(); c != "" {
		b.foreign[c] = max(b.foreign[c], how)
	}
}

// handedTo notes that by releases p without having taken it.
func (b *builder) handedTo(p *place.Place, by *ssa.Function) {
	if !slices.Contains(b.handed[p], by) {
		b.handed[p] = append(b.handed[p], by)
	}
}

// placeDeferredLocks counts the deferred acquisitions of locks that no function
// releases for its callers among those that nothing has released before.
func (b *builder) placeDeferredLocks() {
	for _, f := range b.order {
		for _, site := range f.relocks {
			if b.foreign[site.Place.Class()] != forCallers {
				f.DeferredLocks = append(f.DeferredLocks, site)
			}
		}
	}
}

// countCuts tells the front end which budgets were exceeded.
func (b *builder) countCuts() {
	states, events := 0, 0
	for _, f := range b.order {
		if f.Truncated {
			states++
		}
		if f.eventsCut {
			events++
		}
	}
	scope.Cut("functions with too many lock states", states)
	scope.Cut("functions with too many events", events)
	scope.Cut("dynamic calls with too many targets", b.graph.cut)
}
