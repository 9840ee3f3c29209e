package survey

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/loop"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/sketch"
	"github.com/conclint/conclint/internal/spawn"
	"github.com/conclint/conclint/internal/syncop"
)

// op is an operation on a channel or a group.
type op struct {
	instr ssa.Instruction
	pos   token.Pos // of the case, if it is one of a select statement
	on    ssa.Value
	kind  opKind
}

type opKind uint8

const (
	waits   opKind = iota // for a group
	counts                // down a group
	recvs                 // from a channel
	sends                 // on a channel
	closes                // a channel
	listens               // to a context
)

// index finds out who does what to which channel and group.
func (g *goroutines) index() {
	g.waits, g.recvs, g.tells = make(map[any][]op), make(map[any][]op), make(map[any][]op)
	for _, f := range g.pkg.Funcs() {
		g.ops(f.Fn, func(v ssa.Value, o op) {
			into := g.tells
			switch o.kind {
			case waits:
				into = g.waits
			case recvs:
				into = g.recvs
			case counts, listens:
				return
			}
			k := key(g.places.Of(v))
			into[k] = append(into[k], o)
		})
	}
}

// ops visits the operations in a function, each with what it is done to.
func (g *goroutines) ops(fn *ssa.Function, visit func(ssa.Value, op)) {
	add := func(instr ssa.Instruction, pos token.Pos, v ssa.Value, k opKind) {
		visit(v, op{instr, pos, v, k})
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			switch instr := instr.(type) {
			case *ssa.Send:
				add(instr, instr.Pos(), instr.Chan, sends)
			case *ssa.UnOp:
				if instr.Op == token.ARROW {
					g.receive(instr, instr.Pos(), instr.X, add)
				}
			case *ssa.Select:
				for _, s := range instr.States {
					if s.Send != nil {
						add(instr, s.Pos, s.Chan, sends)
					} else {
						g.receive(instr, s.Pos, s.Chan, add)
					}
				}
			case ssa.CallInstruction:
				common := instr.Common()
				if fn, ok := common.Value.(*ssa.Builtin); ok && fn.Name() == "close" {
					add(instr, instr.Pos(), common.Args[0], closes)
				}
				switch e := callee.Effect(common); {
				case e.Kind == syncop.Wait:
					add(instr, instr.Pos(), common.Args[e.Operand], waits)
				case e.Kind == syncop.Count && e.Amount == 0:
					add(instr, instr.Pos(), common.Args[e.Operand], counts)
				case e.Kind == syncop.ContextErr:
					add(instr, instr.Pos(), operand(common), listens)
				}
			}
		}
	}
}

// receive adds a receive, which may be one from the channel of a context.
func (g *goroutines) receive(instr ssa.Instruction, pos token.Pos, ch ssa.Value, add func(ssa.Instruction, token.Pos, ssa.Value, opKind)) {
	if call, ok := ch.(*ssa.Call); ok && callee.Effect(&call.Call).Kind == syncop.ContextDone {
		add(instr, call.Pos(), operand(&call.Call), listens)
		return
	}
	add(instr, pos, ch, recvs)
}

// operand returns what a method is called on.
func operand(call *ssa.CallCommon) ssa.Value {
	if call.IsInvoke() {
		return call.Value
	}
	return call.Args[0]
}

// key returns what stands for a channel or group: its class, if it has one, else
// its place.
func key(p *place.Place) any {
	if c := p.Class(); c != "" {
		return c
	}
	for p.Kind == place.Deref { // a captured variable is its own address
		p = p.Parent
	}
	return p
}

// name names what is operated on for people.
func (g *goroutines) name(o op) string {
	p := g.places.Of(o.on)
	if c := p.Class(); c != "" {
		return place.ShortClass(c)
	}
	fn := o.instr.Parent()
	g.words.Learn(o.instr)
	if name := g.words.OperandAt(fn, o.pos); name != "" {
		if i := strings.LastIndexByte(name, '.'); o.kind == listens && i > 0 {
			name = name[:i] // without the method
		}
		return name
	}
	return p.In(fn)
}

// maxDepth is through how many calls a goroutine is followed.
const maxDepth = 4

// ends returns what ends the goroutine of a site, and who waits for it.
func (g *goroutines) ends(site spawn.Site) []sketch.End {
	e := &ender{goroutines: g, seen: make(map[*ssa.Function]bool)}
	if common := site.Instr.Common(); syncop.Groups(callee.Named(common)) {
		e.group(common.Args[0])
	}
	if site.Fn != nil {
		given := make(map[*ssa.Parameter]*place.Place)
		for i, p := range site.Fn.Params {
			if i < len(site.Args) {
				given[p] = g.places.Of(site.Args[i])
			}
		}
		e.body(site.Fn, given, 0)
	}
	slices.SortStableFunc(e.out, sketch.End.Compare)
	type way struct {
		how  sketch.How
		what string
		by   sketch.Func
	}
	seen := make(map[way]bool)
	return slices.DeleteFunc(e.out, func(x sketch.End) bool { // one place is enough
		w := way{x.How, x.What, x.By}
		again := seen[w]
		seen[w] = true
		return again
	})
}

// ender looks for what ends one goroutine.
type ender struct {
	*goroutines
	out  []sketch.End
	seen map[*ssa.Function]bool // parts of the goroutine
}

// body looks at a function that the goroutine runs, in terms of what its
// parameters are at the start of the goroutine.
func (e *ender) body(fn *ssa.Function, given map[*ssa.Parameter]*place.Place, depth int) {
	if e.seen[fn] || depth > maxDepth {
		return
	}
	e.seen[fn] = true
	resolve := func(v ssa.Value) *place.Place { return e.resolve(e.places.Of(v), given) }
	e.ops(fn, func(v ssa.Value, o op) {
		k := key(resolve(v))
		switch o.kind {
		case counts:
			e.others(sketch.Group, groupType(v), e.waits[k])
		case closes:
			e.others(sketch.Channel, "", e.goroutines.recvs[k])
		case sends:
			if _, selects := o.instr.(*ssa.Select); !selects && loop.Innermost(o.instr) == nil {
				e.others(sketch.Channel, "", e.goroutines.recvs[k])
			}
		case recvs:
			e.others(sketch.Signal, "", slices.DeleteFunc(slices.Clone(e.tells[k]), func(t op) bool { return t.kind == sends && !isSignal(v) }))
		case listens:
			e.out = append(e.out, sketch.End{How: sketch.Context, What: e.name(o)})
		}
	})
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if _, goes := instr.(*ssa.Go); !ok || goes {
				continue
			}
			if f, ok := spawn.Callee(e.places, call.Common()); ok {
				inner := make(map[*ssa.Parameter]*place.Place)
				for i, p := range f.Fn.Params {
					if i < len(f.Args) {
						inner[p] = resolve(f.Args[i])
					}
				}
				e.body(f.Fn, inner, depth+1)
			}
		}
	}
}

// isSignal reports whether the values on a channel say nothing but "now".
func isSignal(ch ssa.Value) bool {
	c, ok := ch.Type().Underlying().(*types.Chan)
	if !ok {
		return false
	}
	st, ok := c.Elem().Underlying().(*types.Struct)
	return ok && st.NumFields() == 0
}

// resolve replaces a parameter by what it is at the start of the goroutine.
func (e *ender) resolve(p *place.Place, given map[*ssa.Parameter]*place.Place) *place.Place {
	if q := e.places.Subst(p, func(root *place.Place) *place.Place {
		if param, ok := root.Value.(*ssa.Parameter); ok && given[param] != nil {
			return given[param]
		}
		return root
	}); q != nil {
		return q
	}
	return p
}

// others notes what others than the goroutine itself do.
func (e *ender) others(how sketch.How, typ string, ops []op) {
	for _, o := range ops {
		fn := o.instr.Parent()
		if e.seen[fn] {
			continue
		}
		e.out = append(e.out, sketch.End{How: how, What: e.name(o), Type: typ, By: e.fn(fn), At: e.surveyor.pos(o.pos)})
	}
}

// group notes who waits for a group that the goroutine is started by.
func (e *ender) group(v ssa.Value) {
	e.others(sketch.Group, groupType(v), e.waits[key(e.places.Of(v))])
}

// groupType names the type of a group: "sync.WaitGroup".
func groupType(v ssa.Value) string {
	t := types.Unalias(v.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	return types.TypeString(t, func(p *types.Package) string { return cmp.Or(p.Name(), p.Path()) })
}
