package survey

import (
	"cmp"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/loop"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/sketch"
	"github.com/conclint/conclint/internal/spawn"
	"github.com/conclint/conclint/internal/words"
)

// goroutines describes which goroutines the package starts, and what ends them.
func (s *surveyor) goroutines() {
	g := &goroutines{surveyor: s, places: place.NewTable(), started: make(map[*ssa.Function]bool), starts: make(map[*ssa.Function]bool)}
	for _, f := range s.pkg.Funcs() {
		g.places.AddCells(f.Fn)
	}
	for _, f := range s.pkg.Funcs() {
		for _, site := range spawn.Sites(g.places, f.Fn) {
			g.sites = append(g.sites, site)
			if site.Fn != nil {
				g.started[site.Fn] = true
			}
		}
	}
	if len(g.sites) == 0 {
		return
	}
	for _, site := range g.sites {
		g.starts[g.part(site.Instr.Parent())] = true
	}
	g.index()
	for _, site := range g.sites {
		s.sketch.Spawns = append(s.sketch.Spawns, g.spawn(site))
	}
	g.calls()
}

// goroutines knows the goroutines of one package.
type goroutines struct {
	*surveyor
	places  *place.Table
	words   words.Words
	sites   []spawn.Site
	started map[*ssa.Function]bool // run as goroutines
	starts  map[*ssa.Function]bool // start goroutines, by themselves or in literals that are parts of them
	waits   map[any][]op           // who waits for a group, by the group
	recvs   map[any][]op           // who receives from a channel
	tells   map[any][]op           // who sends on a channel or closes it
}

// part returns the function that fn is a part of: literals belong to who makes
// them, unless they run as goroutines of their own.
func (g *goroutines) part(fn *ssa.Function) *ssa.Function {
	for fn.Parent() != nil && !g.started[fn] {
		fn = fn.Parent()
	}
	return fn
}

func (g *goroutines) spawn(site spawn.Site) sketch.Spawn {
	out := sketch.Spawn{
		By: g.fn(g.part(site.Instr.Parent())),
		At: g.pos(site.Instr.Pos()),
	}
	around := loop.Innermost(site.Instr)
	out.Many = around != nil
	named := callee.Named(site.Instr.Common())
	if _, ok := site.Instr.(*ssa.Go); !ok {
		named = nil // of the library's function that starts it
	}
	switch {
	case site.Fn != nil:
		out.Runs, out.Start = g.fn(site.Fn), g.pos(site.Fn.Pos())
	case named != nil && named.Pkg() != nil && !site.Instr.Common().IsInvoke():
		out.Runs = sketch.Func{Package: named.Pkg().Path(), Name: funcName(named)}
	default:
		out.What = g.expression(site)
	}
	out.Ends = g.ends(site)
	return out
}

// funcName returns a function's name as [ssa.Function.RelString] has it.
func funcName(fn *types.Func) string {
	recv := fn.Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	return "(" + types.TypeString(recv.Type(), types.RelativeTo(fn.Pkg())) + ")." + fn.Name()
}

// expression returns what a goroutine runs as the source has it.
func (g *goroutines) expression(site spawn.Site) string {
	fn := site.Instr.Parent()
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	what := "a function"
	if fn.Syntax() == nil {
		return what
	}
	ast.Inspect(fn.Syntax(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			if n.Go == site.Instr.Pos() {
				what = types.ExprString(n.Call.Fun)
			}
		case *ast.CallExpr:
			if n.Lparen == site.Instr.Pos() && len(n.Args) > 0 {
				what = types.ExprString(n.Args[len(n.Args)-1])
			}
		}
		return true
	})
	return what
}

// calls tells which functions that start goroutines are called by others that do,
// or by goroutines.
func (g *goroutines) calls() {
	for _, f := range g.pkg.Funcs() {
		if from := f.Fn; g.part(from) == from && (g.starts[from] || g.started[from] || from.Name() == "main") {
			w := callWalk{goroutines: g, from: from, seen: map[*ssa.Function]bool{from: true}}
			w.body(from, nil)
		}
	}
}

// callWalk looks for calls of functions that start goroutines in one function
// and what it calls.
type callWalk struct {
	*goroutines
	from *ssa.Function
	seen map[*ssa.Function]bool
}

// body looks at a function that runs in a call at the given instruction of
// w.from; at is nil for w.from itself.
func (w *callWalk) body(fn *ssa.Function, at ssa.Instruction) {
	var ops [16]*ssa.Value
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			for _, op := range instr.Operands(ops[:0]) {
				if fn, ok := (*op).(*ssa.Function); ok && fn.Parent() != nil && !w.started[fn] {
					w.visit(fn, cmp.Or(at, instr))
				}
			}
			if call, ok := instr.(ssa.CallInstruction); ok {
				if _, goes := instr.(*ssa.Go); goes {
					continue
				}
				if fn := callee.Body(call.Common()); fn != nil && !w.started[fn] {
					w.visit(fn, cmp.Or(at, instr))
				}
			}
		}
	}
}

func (w *callWalk) visit(fn *ssa.Function, at ssa.Instruction) {
	if w.seen[fn] {
		return
	}
	w.seen[fn] = true
	if w.starts[fn] {
		w.sketch.Calls = append(w.sketch.Calls, sketch.Call{From: w.fn(w.from), To: w.fn(fn), At: w.pos(at.Pos())})
		return
	}
	w.body(fn, at)
}
