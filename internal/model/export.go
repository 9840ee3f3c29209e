package model

import (
	"cmp"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// exportFact exports what importers must know of the package.
func (b *builder) exportFact(pkg *Package) {
	relevant := b.relevant()
	is := func(class string) bool { return relevant[class] }
	e := &encoder{fact: new(Fact), index: make(map[string]int), table: b.places}

	names := make(map[string]*Summary)
	for _, f := range pkg.funcs {
		if b.importable(f.Fn) {
			names[f.Fn.Object().(*types.Func).FullName()] = f.Summary
		}
	}
	for _, fn := range b.reexported() {
		if s := b.imported.summary(fn); s != nil {
			names[fn.FullName()] = s
		}
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if len(e.fact.Funcs) >= maxFactFuncs {
			break
		}
		if s := names[name]; !s.pure() {
			if w, ok := e.summary(name, s, is); ok {
				e.fact.Funcs = append(e.fact.Funcs, w)
			}
		}
	}
	for _, ev := range e.quiet {
		b.noteQuiet(ev)
	}
	for _, x := range sortedEdges(append(slices.Clone(b.edges.list), b.imported.edges...)) {
		if len(e.fact.Edges) >= maxFactEdges {
			break
		}
		if relevant[x.To] {
			steps := x.Steps
			if len(steps) > maxTrace {
				steps = steps[:maxTrace]
			}
			e.fact.Edges = append(e.fact.Edges, wireEdge{
				From: e.str(x.From), To: e.str(x.To), FromMode: uint8(x.FromMode), ToMode: uint8(x.ToMode),
				FromIn: e.str(x.FromIn), ToIn: e.str(x.ToIn),
				Gates: e.strs(x.Gates), Steps: e.strs(steps), Quiet: e.strs(x.Quiet),
			})
		}
	}
	for _, d := range sortedOrders(b.declared) {
		if len(e.fact.Orders) >= maxFactOrders {
			break
		}
		e.fact.Orders = append(e.fact.Orders, wireOrder{e.str(d.Before), e.str(d.After)})
	}
	b.exportPrinters(pkg, e)
	b.exportSlots(e)
	if len(e.fact.Funcs)+len(e.fact.Edges)+len(e.fact.Orders)+len(e.fact.Printers)+len(e.fact.Slots) == 0 {
		return
	}
	for _, c := range slices.Sorted(maps.Keys(relevant)) {
		e.fact.Relevant = append(e.fact.Relevant, e.str(c))
	}
	b.pass.ExportPackageFact(e.fact)
}

// exportPrinters exports the printers among the functions that importers can
// call.
func (b *builder) exportPrinters(pkg *Package, e *encoder) {
	printers := make(map[string][]printer)
	for _, f := range pkg.funcs {
		if ps := b.printers[f.Fn]; len(ps) > 0 && b.importable(f.Fn) {
			printers[f.Fn.Object().(*types.Func).FullName()] = ps
		}
	}
	for _, name := range slices.Sorted(maps.Keys(printers)) {
		for _, p := range printers[name] {
			if len(e.fact.Printers) < maxFactPrints {
				e.fact.Printers = append(e.fact.Printers, wirePrinter{e.str(name), p.operand, p.format, e.str(p.methods)})
			}
		}
	}
}

func sortedEdges(edges []*Edge) []*Edge {
	slices.SortStableFunc(edges, func(x, y *Edge) int {
		return cmp.Or(strings.Compare(x.key(), y.key()), cmp.Compare(min(1, len(x.Quiet)), min(1, len(y.Quiet))))
	})
	return slices.CompactFunc(edges, func(x, y *Edge) bool { return x.key() == y.key() })
}

// sortedOrders returns what is declared, each pair once.
func sortedOrders(declared []Declared) []Declared {
	compare := func(c, d Declared) int { return cmp.Or(cmp.Compare(c.Before, d.Before), cmp.Compare(c.After, d.After)) }
	sorted := slices.SortedStableFunc(slices.Values(declared), compare)
	return slices.CompactFunc(sorted, func(c, d Declared) bool { return compare(c, d) == 0 })
}

// importable reports whether functions of other packages can call fn.
func (b *builder) importable(fn *ssa.Function) bool {
	obj, ok := fn.Object().(*types.Func)
	return ok && fn.Parent() == nil && obj.Exported() && !callee.InTestFile(fn)
}

// relevant returns the lock classes that are no leaves: other code can run, or
// other locks are taken, while they are held, importers can hold them, or
// their order is declared.
func (b *builder) relevant() map[string]bool {
	out := maps.Clone(b.imported.relevant)
	mark := func(p *place.Place) {
		if c := p.Class(); c != "" {
			out[c] = true
		}
	}
	for _, f := range b.order {
		for _, ev := range f.Summary.Events {
			if ev.Kind == Calls {
				for _, h := range ev.Held {
					mark(h.Place)
				}
			}
			if ev.Kind != Waits && ev.Method == "" && ev.Place.Exposed() && ev.Mode != syncop.Once {
				mark(ev.Place)
			}
		}
		for _, o := range f.Summary.Outcomes {
			for _, a := range o.Acquired {
				mark(a.Place)
			}
		}
	}
	for c := range b.callers {
		out[c] = true
	}
	for _, d := range b.declared { // whoever takes them has an order to keep
		out[d.Before], out[d.After] = true, true
	}
	// A lock under which only leaves are taken is a leaf.
	for changed := true; changed; {
		changed = false
		for _, e := range b.edges.list {
			if out[e.To] && !out[e.From] {
				out[e.From] = true
				changed = true
			}
		}
	}
	return out
}

// reexported returns the functions of indirectly imported packages that
// importers of this package may call: the methods of types that its own
// exported API mentions. The go command shows them only the facts of their
// direct imports.
func (b *builder) reexported() []*types.Func {
	if b.imported.empty() {
		return nil
	}
	w := apiWalk{seen: make(map[types.Type]bool), own: b.pass.Pkg}
	scope := b.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		if obj := scope.Lookup(name); obj.Exported() {
			w.visit(obj.Type())
		}
	}
	return w.methods
}

// apiWalk collects the exported methods of the foreign types that an API
// leads to.
type apiWalk struct {
	seen    map[types.Type]bool
	own     *types.Package
	methods []*types.Func
}

// maxAPI bounds the types visited.
const maxAPI = 4000

func (w *apiWalk) visit(t types.Type) {
	t = types.Unalias(t)
	if w.seen[t] || len(w.seen) > maxAPI {
		return
	}
	w.seen[t] = true
	switch t := t.(type) {
	case *types.Named:
		if t.Obj().Pkg() == nil || len(t.Obj().Pkg().Imports()) == 0 && t.Obj().Pkg() != w.own && t.NumMethods() == 0 {
			return
		}
		for m := range t.Origin().Methods() {
			if m.Exported() {
				if t.Obj().Pkg() != w.own {
					w.methods = append(w.methods, m)
				}
				w.visit(m.Type())
			}
		}
		w.visit(t.Underlying())
	case *types.Pointer:
		w.visit(t.Elem())
	case *types.Slice:
		w.visit(t.Elem())
	case *types.Array:
		w.visit(t.Elem())
	case *types.Chan:
		w.visit(t.Elem())
	case *types.Map:
		w.visit(t.Key())
		w.visit(t.Elem())
	case *types.Signature:
		w.visit(t.Params())
		w.visit(t.Results())
	case *types.Tuple:
		for v := range t.Variables() {
			w.visit(v.Type())
		}
	case *types.Struct:
		for f := range t.Fields() {
			if f.Exported() || f.Embedded() {
				w.visit(f.Type())
			}
		}
	}
}

// noteCaller records that code which importers may provide is called in state
// st, so that the locks held there are no leaves.
func (s *solver) noteCaller(call ssa.CallInstruction, st *state) {
	common := call.Common()
	if !common.IsInvoke() && common.StaticCallee() != nil {
		return
	}
	if _, ok := s.function(common.Value); ok && !common.IsInvoke() {
		return
	}
	for _, l := range st.holds() {
		if c := l.place.Class(); c != "" {
			s.callers[c] = true
		}
	}
}
