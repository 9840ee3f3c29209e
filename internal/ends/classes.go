package ends

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Kind is the kind of an operation on a channel.
type Kind uint8

// The kinds.
const (
	Send Kind = iota
	Recv
	Close
	Done // of a goroutine that is counted
)

// Op is an operation in the source.
type Op struct {
	Kind  Kind
	Instr ssa.Instruction

	// Case is the index of the case of a select, or -1.
	Case int

	// Alone says that the goroutine waits for nothing else meanwhile.
	Alone bool
}

// Class is a set of channels that the package does not tell apart: those that
// are ever kept in the same variables.
type Class struct {
	Field *types.Var // one of the variables, if it is a field
	Owner string     // the class of objects that have the field: "path.Type"
	Ops   []*Op

	makes         []*ssa.MakeChan
	hear, speak   bool // code outside can receive, send and close
	unknownOrigin bool
}

// Outside reports whether code outside the package can be at the other end of
// an operation.
func (c *Class) Outside(k Kind) bool {
	if k == Send {
		return c.hear
	}
	return c.speak
}

// opposite returns the operations that can end op's wait.
func (c *Class) opposite(op *Op) []*Op {
	var out []*Op
	for _, o := range c.Ops {
		if o.Kind != op.Kind && !(op.Kind == Send && o.Kind == Close) {
			out = append(out, o)
		}
	}
	return out
}

func (c *Class) made() bool { return len(c.makes) > 0 && !c.unknownOrigin }

// capacity returns the channels' capacity, or -1 if that is unknown.
func (c *Class) capacity() int64 {
	n := int64(0)
	for i, m := range c.makes {
		size, ok := m.Size.(*ssa.Const)
		if !ok || i > 0 && size.Int64() != n {
			return -1
		}
		n = size.Int64()
	}
	return n
}

// classes is a partition of the variables and values of a package that are
// channels or point to them (union-find).
type classes struct {
	actors *actors
	parent map[any]any // ssa.Value, *types.Var of a field, or result
	order  []any
	hear   []any
	speak  []any
	origin []any // values that come from outside
	owners map[*types.Var]string
	ops    []classOp
}

// result is a result of a function.
type result struct {
	fn *ssa.Function
	i  int
}

type classOp struct {
	ch ssa.Value
	op *Op
}

func newClasses(a *actors) *classes {
	c := &classes{actors: a, parent: make(map[any]any), owners: make(map[*types.Var]string)}
	for _, fn := range a.fns {
		c.function(fn)
	}
	return c
}

func (c *classes) find(x any) any {
	p, ok := c.parent[x]
	if !ok {
		c.parent[x] = x
		c.order = append(c.order, x)
		return x
	}
	for p != c.parent[p] {
		c.parent[p] = c.parent[c.parent[p]]
		p = c.parent[p]
	}
	return p
}

func (c *classes) union(x, y any) {
	if p, q := c.find(x), c.find(y); p != q {
		c.parent[q] = p
	}
}

// list returns the classes, in the order in which the source has them.
func (c *classes) list() []*Class {
	byRoot := make(map[any]*Class)
	var out []*Class
	at := func(x any) *Class {
		root := c.find(x)
		cl := byRoot[root]
		if cl == nil {
			cl = new(Class)
			byRoot[root] = cl
			out = append(out, cl)
		}
		return cl
	}
	for _, x := range c.order {
		switch x := x.(type) {
		case *types.Var:
			if cl := at(x); cl.Field == nil {
				cl.Field, cl.Owner = x, c.owners[x]
			}
		case *ssa.MakeChan:
			cl := at(x)
			cl.makes = append(cl.makes, x)
		}
	}
	for _, x := range c.hear {
		at(x).hear = true
	}
	for _, x := range c.speak {
		at(x).speak = true
	}
	for _, x := range c.origin {
		at(x).unknownOrigin = true
	}
	for _, o := range c.ops {
		cl := at(o.ch)
		cl.Ops = append(cl.Ops, o.op)
	}
	return out
}

// chanType returns the channel type of a channel or of a pointer to one.
func chanType(t types.Type) (*types.Chan, bool) {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	ch, ok := t.Underlying().(*types.Chan)
	return ch, ok
}

// escape notes that code outside has x, as a value of type t.
func (c *classes) escape(x any, t types.Type) {
	ch, ok := chanType(t)
	if !ok {
		return
	}
	if ch.Dir() != types.SendOnly {
		c.hear = append(c.hear, x)
	}
	if ch.Dir() != types.RecvOnly {
		c.speak = append(c.speak, x)
	}
}

// comes notes that x comes from outside, where others have it, too.
func (c *classes) comes(x any, t types.Type) {
	if _, ok := chanType(t); ok {
		c.hear, c.speak = append(c.hear, x), append(c.speak, x)
		c.origin = append(c.origin, x)
	}
}

// flow notes that from is stored in, or becomes, to.
func (c *classes) flow(from ssa.Value, to any) {
	if _, ok := chanType(from.Type()); !ok {
		return
	}
	if k, ok := from.(*ssa.Const); ok && k.IsNil() {
		return
	}
	c.union(to, from)
}

func (c *classes) function(fn *ssa.Function) {
	open := c.actors.open(fn)
	for _, p := range fn.Params {
		if open {
			c.comes(p, p.Type())
		}
	}
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			c.instr(fn, open, instr)
		}
	}
}

func (c *classes) instr(fn *ssa.Function, open bool, instr ssa.Instruction) {
	switch instr := instr.(type) {
	case *ssa.MakeChan:
		c.find(instr)
		return
	case *ssa.Alloc, *ssa.DebugRef:
		return
	case *ssa.FieldAddr:
		c.field(instr, instr.X.Type().Underlying().(*types.Pointer).Elem(), instr.Field)
	case *ssa.Field:
		c.field(instr, instr.X.Type(), instr.Field)
	case *ssa.UnOp:
		switch instr.Op {
		case token.MUL:
			if g, ok := instr.X.(*ssa.Global); ok && g.Object() != nil && g.Object().Exported() {
				c.comes(instr, instr.Type())
			}
			c.flow(instr.X, instr)
		case token.ARROW:
			c.op(instr.X, &Op{Recv, instr, -1, true})
			c.comes(instr, instr.Type()) // a channel that came through a channel
		}
	case *ssa.Store:
		c.flow(instr.Val, instr.Addr)
		if g, ok := instr.Addr.(*ssa.Global); ok && g.Object() != nil && g.Object().Exported() {
			c.escape(instr.Val, instr.Val.Type())
		}
	case *ssa.Phi:
		for _, e := range instr.Edges {
			c.flow(e, instr)
		}
	case *ssa.ChangeType:
		c.flow(instr.X, instr)
	case *ssa.MakeInterface:
		c.escapeValue(instr.X)
	case *ssa.MakeClosure:
		lit := instr.Fn.(*ssa.Function)
		for n, b := range instr.Bindings {
			c.flow(b, lit.FreeVars[n])
		}
	case *ssa.Send:
		c.op(instr.Chan, &Op{Send, instr, -1, true})
		c.escapeValue(instr.X)
	case *ssa.Select:
		for n, st := range instr.States {
			k := Recv
			if st.Dir == types.SendOnly {
				k = Send
				c.escapeValue(st.Send)
			}
			c.op(st.Chan, &Op{k, instr, n, instr.Blocking && len(instr.States) == 1})
		}
	case *ssa.Return:
		for n, r := range instr.Results {
			c.flow(r, result{fn, n})
			if open {
				c.escapeValue(r)
			}
		}
	case *ssa.Extract:
		if call, ok := instr.Tuple.(*ssa.Call); ok {
			if callee := c.callee(call); callee != nil {
				if _, ok := chanType(instr.Type()); ok {
					c.union(result{callee, instr.Index}, instr)
				}
				return
			}
		}
		c.comes(instr, instr.Type())
	case ssa.CallInstruction:
		c.call(instr)
	case *ssa.MapUpdate:
		c.escapeValue(instr.Value)
		c.escapeValue(instr.Key)
	case *ssa.IndexAddr, *ssa.Index, *ssa.Lookup, *ssa.TypeAssert, *ssa.Convert, *ssa.MultiConvert:
		v := instr.(ssa.Value)
		c.comes(v, v.Type())
	}
}

// escapeValue notes that code outside gets v.
func (c *classes) escapeValue(v ssa.Value) { c.escape(v, v.Type()) }

// field notes that v is, or points to, a field.
func (c *classes) field(v ssa.Value, t types.Type, n int) {
	st, ok := t.Underlying().(*types.Struct)
	if _, isChan := chanType(v.Type()); !ok || !isChan {
		return
	}
	f := st.Field(n).Origin()
	c.union(f, v)
	if named, ok := types.Unalias(t).(*types.Named); ok {
		c.owners[f] = named.Obj().Pkg().Path() + "." + named.Obj().Name()
	}
	if f.Exported() || f.Pkg() != c.actors.pkg {
		c.comes(f, f.Type())
	}
}

// callee returns the function of the package that a call certainly reaches.
func (c *classes) callee(call ssa.CallInstruction) *ssa.Function { return c.actors.callee(call) }

func (c *classes) call(call ssa.CallInstruction) {
	common := call.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		if b.Name() == "close" {
			c.op(common.Args[0], &Op{Close, call, -1, true})
		} else if b.Name() != "len" && b.Name() != "cap" {
			for _, a := range common.Args {
				c.escapeValue(a)
			}
		}
		return
	}
	callee := c.callee(call)
	for n, a := range common.Args {
		if callee != nil && n < len(callee.Params) {
			c.flow(a, callee.Params[n])
		} else {
			c.escapeValue(a)
		}
	}
	v := call.Value()
	switch {
	case v == nil:
	case callee == nil:
		c.comes(v, v.Type())
	case callee.Signature.Results().Len() == 1:
		if _, ok := chanType(v.Type()); ok {
			c.union(result{callee, 0}, v)
		}
	}
}

// op notes an operation.
func (c *classes) op(ch ssa.Value, op *Op) {
	if k, ok := ch.(*ssa.Const); ok && k.IsNil() {
		return
	}
	c.find(ch)
	c.ops = append(c.ops, classOp{ch, op})
}

// has reports whether an instruction is one of the operations, or the select
// of one.
func has(ops []*Op, instr ssa.Instruction, n int) bool {
	return slices.ContainsFunc(ops, func(o *Op) bool { return o.Instr == instr && o.Case == n })
}
