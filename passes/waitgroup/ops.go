package waitgroup

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/spawn"
)

// checker looks at one package.
type checker struct {
	places   *place.Table
	funcs    []*ssa.Function
	known    map[*ssa.Function]bool // funcs, as a set
	sums     map[*ssa.Function]*summary
	blocking map[*ssa.Function]bool
	endless  map[*ssa.Function]bool
	bodies   map[*ssa.Function]bool                  // what some site starts; built when first needed
	callers  map[*ssa.Function][]ssa.CallInstruction // without go statements; likewise
	findings []report.Finding
}

func newChecker(pkg *model.Package) *checker {
	c := &checker{
		places:   place.NewTable(),
		known:    make(map[*ssa.Function]bool),
		sums:     make(map[*ssa.Function]*summary),
		blocking: make(map[*ssa.Function]bool),
		endless:  make(map[*ssa.Function]bool),
	}
	for _, f := range pkg.Funcs() {
		c.places.AddCells(f.Fn)
		c.funcs = append(c.funcs, f.Fn)
		c.known[f.Fn] = true
	}
	return c
}

// op is an operation on a group, seen from some function that does it, or has it
// done by what it calls.
type op struct {
	kind  kind
	group *place.Place
	at    ssa.CallInstruction // in the function
	call  ssa.CallInstruction // of the group's method itself
	depth int                 // how many calls lie between
	inner *place.Place        // in a site's operations: what the group is to the goroutine's function

	// guarded says that the operation depends on an argument of a call
	// on the way.
	guarded bool
}

func (o op) deferred() bool {
	_, ok := o.at.(*ssa.Defer)
	return ok
}

// summary is what a function does to groups.
type summary struct {
	own     []op   // what it does itself
	started []op   // what the goroutines do that it starts
	sites   []site // where it starts them
	cut     bool   // it does more than this
}

// Budgets: of what is deeper nothing is seen, and where there is more than that
// nothing is reported.
const (
	maxDepth = 3
	maxOps   = 64
)

// site is where a function starts a goroutine.
type site struct {
	instr ssa.CallInstruction
	body  spawn.Func
	group *place.Place // the group that counts it by itself, or nil
	own   []op         // what the goroutine does, in the starter's terms; each op's at is in the goroutine's function
}

func (s site) starter() *ssa.Function { return s.instr.Parent() }

// cut reports whether nothing can be said about what s starts, or what its starter
// does.
func (c *checker) cut(s site) bool {
	return c.summary(s.starter()).cut || c.summary(s.body.Fn).cut
}

func (c *checker) own(fn *ssa.Function) []op     { return c.summary(fn).own }
func (c *checker) started(fn *ssa.Function) []op { return c.summary(fn).started }
func (c *checker) sites(fn *ssa.Function) []site { return c.summary(fn).sites }

// summary returns the summary of fn. Of a function that calls itself, the inner
// calls do nothing.
func (c *checker) summary(fn *ssa.Function) *summary {
	if sum := c.sums[fn]; sum != nil {
		return sum
	}
	sum := new(summary)
	c.sums[fn] = sum
	var out summary
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if call, ok := instr.(ssa.CallInstruction); ok {
				c.call(&out, call)
			}
		}
	}
	*sum = out
	return sum
}

func (c *checker) call(sum *summary, call ssa.CallInstruction) {
	common := call.Common()
	if s, ok := c.site(call); ok {
		sum.sites = append(sum.sites, s)
		for _, o := range s.own {
			o.at = call
			sum.add(&sum.started, o)
		}
		for _, o := range c.started(s.body.Fn) {
			if o, ok := c.lift(o, s.body, call); ok {
				sum.add(&sum.started, o)
			}
		}
	}
	_, isGo := call.(*ssa.Go)
	if k, ok := classify(common); ok {
		if !isGo {
			sum.add(&sum.own, op{kind: k, group: c.places.Of(common.Args[0]), at: call, call: call})
		}
		return
	}
	if isGo {
		return
	}
	if f, ok := spawn.Runs(c.places, common); ok {
		inner := c.summary(f.Fn)
		sum.cut = sum.cut || inner.cut
		for _, o := range inner.own {
			if o, ok := c.lift(o, f, call); ok && o.depth <= maxDepth {
				sum.add(&sum.own, o)
			}
		}
		for _, o := range inner.started {
			if o, ok := c.lift(o, f, call); ok && o.depth <= maxDepth {
				sum.add(&sum.started, o)
			}
		}
	}
}

func (s *summary) add(list *[]op, o op) {
	if len(*list) == maxOps {
		s.cut = true
		return
	}
	*list = append(*list, o)
}

// site returns the goroutine that a call starts, if its function is known.
func (c *checker) site(call ssa.CallInstruction) (site, bool) {
	body, ok := spawn.Started(c.places, call)
	if !ok {
		return site{}, false
	}
	s := site{instr: call, body: body}
	_, isGo := call.(*ssa.Go)
	if k, ok := classify(call.Common()); ok && k == goes && !isGo {
		s.group = c.places.Of(call.Common().Args[0])
	}
	for _, o := range c.own(s.body.Fn) {
		if g := c.subst(o.group, s.body); g != nil {
			o.inner, o.group = o.group, g
			s.own = append(s.own, o)
		}
	}
	return s, true
}

// lift translates what a callee does to what the call of it does.
func (c *checker) lift(o op, f spawn.Func, call ssa.CallInstruction) (op, bool) {
	o.group = c.subst(o.group, f)
	o.guarded = o.guarded || depends(o.at)
	o.at = call
	o.depth++
	return o, o.group != nil
}

// subst translates a place from a function to the one who calls it.
func (c *checker) subst(p *place.Place, f spawn.Func) *place.Place {
	return c.places.Subst(p, func(root *place.Place) *place.Place {
		if root.Kind == place.FreeVar {
			if root.Index < len(f.Binds) {
				return c.places.Of(f.Binds[root.Index])
			}
			return nil
		}
		if param, ok := root.Value.(*ssa.Parameter); ok && param.Parent() == f.Fn {
			i := slices.Index(f.Fn.Params, param)
			if i >= len(f.Args) {
				return nil
			}
			return c.places.Of(f.Args[i])
		}
		return root
	})
}

// depends reports whether some return of the function comes without the call,
// and the function has a parameter that may be the reason.
func depends(call ssa.CallInstruction) bool {
	fn := call.Parent()
	if !slices.ContainsFunc(fn.Params, func(p *ssa.Parameter) bool { return isBool(p.Type()) }) {
		return false
	}
	return slices.ContainsFunc(fn.Blocks, func(b *ssa.BasicBlock) bool {
		_, ret := b.Instrs[len(b.Instrs)-1].(*ssa.Return)
		return ret && b != fn.Recover && !call.Block().Dominates(b)
	})
}

// plain reports whether p names one object for as long as the functions run that
// name it so: it is no element, and not what a variable points to that is written
// more than once.
func plain(p *place.Place) bool {
	for q := p; q != nil; q = q.Parent {
		switch q.Kind {
		case place.Elem, place.Class, place.Const:
			return false
		case place.Deref:
			if _, ok := q.Parent.Value.(*ssa.Alloc); ok {
				return false
			}
		}
	}
	return true
}

// local returns the variable of a function that p is, or nil.
func local(p *place.Place) *ssa.Alloc {
	if p.Kind != place.Local {
		return nil
	}
	a, _ := p.Value.(*ssa.Alloc)
	return a
}

// on returns the operations of one kind on a group.
func on(ops []op, group *place.Place, kinds ...kind) []op {
	var out []op
	for _, o := range ops {
		if o.group == group && slices.Contains(kinds, o.kind) {
			out = append(out, o)
		}
	}
	return out
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Bool
}
