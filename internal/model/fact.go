package model

import (
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// Fact is the one fact of conclint: what importers of a package must know of
// it and of the packages that it imports. It travels as a wire format: sorted
// slices only, no maps and no positions, so that two runs give the same bytes
// and an edit that changes no summary changes none of them.
//
// It says only what can matter to an importer. A lock under which nothing is
// called that an importer could provide, and which no importer can hold, is a
// leaf: no cycle can go through it, and taking it is nobody else's business.
type Fact struct {
	Strings  []string // what the other fields refer to by index
	Funcs    []wireFunc
	Edges    []wireEdge
	Relevant []int // lock classes that are no leaves
	Orders   []wireOrder
	Printers []wirePrinter
	Slots    []wireSlot
}

// AFact implements [analysis.Fact].
func (*Fact) AFact() {}

// String summarises the fact, for tests.
func (f *Fact) String() string {
	return fmt.Sprintf("conclint(%d funcs, %d edges)", len(f.Funcs), len(f.Edges))
}

type wireFunc struct {
	Name     int
	Events   []wireEvent
	Outcomes []wireOutcome
	Unclear  []int
	Needs    []int
	Requires []wireFact
	Returned []int // -1 for none
	Release  []wireReleaser
	Keeps    []wireKeep
	Ends     uint8
}

type wireReleaser struct {
	Result   int
	Released []wireHold
}

// wireKeep is a [Keep].
type wireKeep struct {
	Slot, Place int
	Keeper      int // -1 for none
	Steps       []int
}

// wireSlot is a [SlotCall].
type wireSlot struct {
	Slot, Path, Method int
	Held               []wireHold
	Gates, Steps       []int
	Delegates          bool
}

type wireEvent struct {
	Kind, Mode uint8
	Place      int
	Held       []wireHold
	Freed      []int
	When       []wireFact
	Steps      []int
	Quiet      []int
}

type wireHold struct {
	Place int
	Mode  uint8
}

type wireOutcome struct {
	When     []wireFact
	Acquired []wireHold
	Steps    [][]int // of each of Acquired
	Released []wireHold
}

type wireFact struct {
	Op, X, Y int
	Value    bool
}

type wireEdge struct {
	From, To         int
	FromIn, ToIn     int
	FromMode, ToMode uint8
	Gates            []int
	Steps            []int
	Quiet            []int
}

// wireOrder is a [Declared].
type wireOrder struct{ Before, After int }

// wirePrinter is a [printer].
type wirePrinter struct{ Name, Operand, Format, Methods int }

// Budgets of a fact. What goes over them is left out.
const (
	maxFactFuncs  = 5000
	maxFactEdges  = 3000
	maxFactEvents = 16 // of a function
	maxFactOrders = 1000
	maxFactPrints = 500
	maxFactSlots  = 500
	maxTrace      = 6 // functions named in a trace
)

// imports is what the facts of the imported packages say.
type imports struct {
	table     *place.Table
	summaries map[string]*Summary
	pending   map[string]pendingFunc
	facts     []*Fact
	edges     []*Edge
	relevant  map[string]bool
	declared  []Declared
	printers  map[string][]printer
	slots     map[string][]*SlotCall
}

// pendingFunc is a function of a fact that nobody has asked for yet.
type pendingFunc struct {
	fact *Fact
	fn   *wireFunc
}

// importFacts reads the facts of the direct imports.
func importFacts(pass *analysis.Pass, table *place.Table) *imports {
	im := &imports{
		table:     table,
		summaries: make(map[string]*Summary),
		pending:   make(map[string]pendingFunc),
		relevant:  make(map[string]bool),
		printers:  make(map[string][]printer),
		slots:     make(map[string][]*SlotCall),
	}
	var set edgeSet
	for _, imp := range sortedImports(pass.Pkg) {
		f := new(Fact)
		if !pass.ImportPackageFact(imp, f) {
			continue
		}
		im.facts = append(im.facts, f)
		for i := range f.Funcs {
			name := f.Strings[f.Funcs[i].Name]
			if _, ok := im.pending[name]; !ok {
				im.pending[name] = pendingFunc{f, &f.Funcs[i]}
			}
		}
		for i := range f.Edges {
			e := f.edge(&f.Edges[i])
			e.Via = []string{imp.Path()}
			if !set.add(e) {
				old := set.find(e)
				old.Via = append(old.Via, imp.Path())
			}
		}
		for _, o := range f.Orders {
			im.declare(f.Strings[o.Before], f.Strings[o.After], imp.Path())
		}
		for _, p := range f.Printers {
			name := f.Strings[p.Name]
			im.printers[name] = append(im.printers[name], printer{p.Operand, p.Format, f.Strings[p.Methods]})
		}
		for i := range f.Slots {
			im.addSlot((&decoder{f, table}).slot(&f.Slots[i]))
		}
		for _, i := range f.Relevant {
			im.relevant[f.Strings[i]] = true
		}
	}
	im.edges = set.list
	return im
}

// declare notes an order that the facts of the package via have.
func (im *imports) declare(before, after, via string) {
	i := slices.IndexFunc(im.declared, func(d Declared) bool { return d.Before == before && d.After == after })
	if i < 0 {
		i = len(im.declared)
		im.declared = append(im.declared, Declared{Before: before, After: after})
	}
	im.declared[i].Via = append(im.declared[i].Via, via)
}

// addSlot notes a slot call, unless another fact has it too.
func (im *imports) addSlot(c *SlotCall) {
	if c != nil && !slices.ContainsFunc(im.slots[c.Slot], func(o *SlotCall) bool { return o.key() == c.key() }) {
		im.slots[c.Slot] = append(im.slots[c.Slot], c)
	}
}

func sortedImports(pkg *types.Package) []*types.Package {
	imps := slices.Clone(pkg.Imports())
	slices.SortFunc(imps, func(a, b *types.Package) int {
		if a.Path() < b.Path() {
			return -1
		}
		return 1
	})
	return imps
}

func (im *imports) empty() bool { return len(im.facts) == 0 }

// summary returns the summary of an imported function, or nil.
func (im *imports) summary(fn *types.Func) *Summary {
	name := fn.Origin().FullName()
	if s, ok := im.summaries[name]; ok {
		return s
	}
	var s *Summary
	if p, ok := im.pending[name]; ok {
		s = (&decoder{p.fact, im.table}).summary(p.fn)
	}
	im.summaries[name] = s
	return s
}

func (f *Fact) edge(w *wireEdge) *Edge {
	return &Edge{
		From: f.Strings[w.From], To: f.Strings[w.To],
		FromMode: syncop.Mode(w.FromMode), ToMode: syncop.Mode(w.ToMode),
		FromIn: f.Strings[w.FromIn], ToIn: f.Strings[w.ToIn],
		Gates: f.strings(w.Gates), Steps: f.strings(w.Steps), Quiet: f.strings(w.Quiet),
	}
}

func (f *Fact) strings(is []int) []string {
	var out []string
	for _, i := range is {
		out = append(out, f.Strings[i])
	}
	return out
}
