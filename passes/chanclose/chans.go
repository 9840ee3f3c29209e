package chanclose

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/ending"
	"github.com/conclint/conclint/internal/guards"
	"github.com/conclint/conclint/internal/model"
	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/report"
	"github.com/conclint/conclint/internal/syncop"
)

// checker looks at the channels in the fields and package-level variables of one
// package.
type checker struct {
	*guards.Graph
	models   map[*ssa.Function]*model.Func
	chans    map[string]*channel
	order    []*channel
	done     map[*ssa.Function]map[string]bool // the channels that functions close or send on
	told     map[token.Pos]bool
	endings  ending.Table
	findings []report.Finding
}

// channel is a channel of the package: a field, whatever object it belongs to, or
// a variable.
type channel struct {
	key    string
	closes []op
	sends  []op

	// remade says that the variable is given another channel, or none, by
	// others than those that make what it is part of.
	remade bool
}

// op is a close or a send.
type op struct {
	instr ssa.Instruction
	place *place.Place
}

func (o op) fn() *ssa.Function { return o.instr.Parent() }
func (o op) name() string      { return o.place.In(o.fn()) }

// newChecker collects what the package does to channels. What its tests do does
// not count: they know when, and the go command often asks for a package
// without them, which should make no difference.
func newChecker(pkg *model.Package) *checker {
	funcs := slices.DeleteFunc(slices.Clone(pkg.Funcs()), func(f *model.Func) bool { return callee.InTestFile(f.Fn) })
	c := &checker{
		Graph:  guards.New(pkg, funcs),
		models: make(map[*ssa.Function]*model.Func),
		chans:  make(map[string]*channel),
		done:   make(map[*ssa.Function]map[string]bool),
		told:   make(map[token.Pos]bool),
	}
	for _, f := range funcs {
		c.models[f.Fn] = f
	}
	for _, f := range funcs {
		for instr := range guards.Instrs(f.Fn) {
			c.collect(instr)
		}
	}
	return c
}

func (c *checker) collect(instr ssa.Instruction) {
	switch instr := instr.(type) {
	case *ssa.Send:
		c.send(instr, instr.Chan)
	case *ssa.Select:
		for _, st := range instr.States {
			if st.Dir == types.SendOnly {
				c.send(instr, st.Chan)
			}
		}
	case ssa.CallInstruction:
		if ch := guards.Closes(instr); ch != nil {
			p := c.variable(ch)
			if k := c.channel(p); k != nil && !c.fresh(instr, p) {
				k.closes = append(k.closes, op{instr, p})
			}
		}
	case *ssa.Store:
		if _, ok := instr.Val.Type().Underlying().(*types.Chan); ok {
			p := c.Places.Of(instr.Addr)
			if k := c.channel(p); k != nil && !c.fresh(instr, p) {
				k.remade = true
			}
		}
	}
}

func (c *checker) send(instr ssa.Instruction, ch ssa.Value) {
	p := c.variable(ch)
	if k := c.channel(p); k != nil && !c.fresh(instr, p) {
		k.sends = append(k.sends, op{instr, p})
	}
}

// variable returns the variable that a channel comes from: the field rather than
// what a constructor has put there.
func (c *checker) variable(ch ssa.Value) *place.Place {
	if load, ok := ch.(*ssa.UnOp); ok && load.Op == token.MUL {
		if p := c.Places.Of(load.X); p.Class() != "" {
			return p
		}
	}
	p := c.Places.Of(ch)
	if made, ok := p.Value.(*ssa.MakeChan); ok {
		for _, ref := range *made.Referrers() {
			if store, ok := ref.(*ssa.Store); ok && store.Val == made {
				if q := c.Places.Of(store.Addr); q.Class() != "" {
					return q
				}
			}
		}
	}
	return p
}

// channel returns the channel at p if that is a field or a package-level variable.
func (c *checker) channel(p *place.Place) *channel {
	class := p.Class()
	if class == "" || strings.Contains(class, "[]") {
		return nil
	}
	if c.chans[class] == nil {
		c.chans[class] = &channel{key: class}
		c.order = append(c.order, c.chans[class])
	}
	return c.chans[class]
}

// fresh reports whether the function around instr has made what p is part of, so
// that nobody else knows it yet.
func (c *checker) fresh(instr ssa.Instruction, p *place.Place) bool {
	v := p.Root().Value
	if call, ok := v.(*ssa.Call); ok && call.Parent() == instr.Parent() {
		fn := c.Function(call.Call.Value)
		return fn != nil && c.Known(fn) && returnsNew(fn)
	}
	a, ok := v.(*ssa.Alloc)
	return ok && a.Parent() == instr.Parent()
}

// returnsNew reports whether a function returns something that it has made and
// starts no goroutine that knows it.
func returnsNew(fn *ssa.Function) bool {
	for instr := range guards.Instrs(fn) {
		switch instr := instr.(type) {
		case *ssa.Go:
			return false
		case *ssa.Return:
			if len(instr.Results) > 0 {
				if _, ok := instr.Results[0].(*ssa.Alloc); !ok {
					return false
				}
			}
		}
	}
	return true
}

// tells returns the channels that fn, or what it calls, closes or sends on, and
// the groups that it is counted by.
func (c *checker) tells(fn *ssa.Function) map[string]bool {
	if out, ok := c.done[fn]; ok {
		return out
	}
	out := make(map[string]bool)
	c.done[fn] = out
	for instr := range guards.Instrs(fn) {
		switch instr := instr.(type) {
		case *ssa.Send:
			out[guards.Key(c.variable(instr.Chan))] = true
		case *ssa.Select:
			for _, st := range instr.States {
				if st.Dir == types.SendOnly {
					out[guards.Key(c.variable(st.Chan))] = true
				}
			}
		case ssa.CallInstruction:
			if ch := guards.Closes(instr); ch != nil {
				out[guards.Key(c.variable(ch))] = true
			} else if e, ok := guards.Effect(instr.Common()); ok {
				if e.Kind == syncop.Count {
					out[guards.Key(c.Places.Of(instr.Common().Args[e.Operand]))] = true
				}
			} else if callee := c.Function(instr.Common().Value); callee != nil && c.Known(callee) {
				for k := range c.tells(callee) {
					out[k] = true
				}
			}
		}
	}
	return out
}
