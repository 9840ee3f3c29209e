package copylock

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/conclint/conclint/internal/report"
)

// site is a place where a value is copied.
type site struct {
	node ast.Node   // what is reported
	from ast.Expr   // the value; nil for parameters and range variables, which have only a type
	typ  types.Type // of the value
	dst  types.Type // of what it is copied to; nil if that is the value's type
	verb string     // what happens, for the message: "assignment copies lock value to "
	obj  ast.Expr   // what it happens to: "x"; may be nil

	blank    bool // copied to the blank identifier
	rangeVar bool
}

// copiers are the nodes that visit wants to see.
var copiers = []ast.Node{
	(*ast.AssignStmt)(nil),
	(*ast.CallExpr)(nil),
	(*ast.CompositeLit)(nil),
	(*ast.FuncDecl)(nil),
	(*ast.FuncLit)(nil),
	(*ast.RangeStmt)(nil),
	(*ast.ReturnStmt)(nil),
	(*ast.SelectorExpr)(nil),
	(*ast.SendStmt)(nil),
	(*ast.TypeSwitchStmt)(nil),
	(*ast.ValueSpec)(nil),
}

// visit records the copies that vet's analyzer knows of as sites, and reports
// those of the other kinds.
func (c *checker) visit(cur inspector.Cursor) {
	switch n := cur.Node().(type) {
	case *ast.AssignStmt:
		for i, x := range n.Rhs {
			if i < len(n.Lhs) {
				lhs := n.Lhs[i]
				c.add(site{node: x, from: x, verb: "assignment copies lock value to ", obj: lhs, dst: c.info.TypeOf(lhs), blank: isBlank(lhs)})
			}
		}
	case *ast.ValueSpec:
		for i, x := range n.Values {
			if i < len(n.Names) {
				name := n.Names[i]
				c.add(site{node: x, from: x, verb: "variable declaration copies lock value to ", obj: name, dst: c.info.TypeOf(name), blank: isBlank(name)})
			}
		}
	case *ast.CompositeLit:
		c.literal(n)
	case *ast.ReturnStmt:
		c.returned(cur, n)
	case *ast.CallExpr:
		c.call(n)
	case *ast.FuncDecl:
		c.params(n.Name, n.Recv)
		c.params(n.Name, n.Type.Params)
	case *ast.FuncLit:
		c.params(nil, n.Type.Params)
	case *ast.RangeStmt:
		for _, e := range []ast.Expr{n.Key, n.Value} {
			if e != nil && !isBlank(e) {
				c.add(site{node: e, typ: c.info.TypeOf(e), rangeVar: true, verb: "range copies lock value to ", obj: e})
			}
		}
	case *ast.SendStmt:
		if p := c.holds(n.Value); p != nil {
			c.report(sendRule, n.Value, types.ExprString(n.Chan), p)
		}
	case *ast.TypeSwitchStmt:
		c.typeSwitch(n)
	case *ast.SelectorExpr:
		c.method(cur, n)
	}
}

// add records a site, if the value there is of a type that can hold others.
func (c *checker) add(s site) {
	if s.typ == nil && s.from != nil {
		s.typ = c.info.TypeOf(s.from)
	}
	if s.typ == nil {
		return
	}
	switch types.Unalias(s.typ).(type) {
	case *types.Tuple, *types.TypeParam:
	default:
		switch s.typ.Underlying().(type) {
		case *types.Struct, *types.Array:
		default:
			return
		}
	}
	c.sites = append(c.sites, s)
}

// message returns what happens at the site to the lock at the end of p.
func (s site) message(p path) string {
	obj := ""
	if s.obj != nil {
		obj = types.ExprString(s.obj)
	}
	return s.verb + obj + ": " + p.String()
}

func (c *checker) literal(lit *ast.CompositeLit) {
	t := c.info.TypeOf(lit)
	for i, x := range lit.Elts {
		var dst types.Type
		kv, keyed := x.(*ast.KeyValueExpr)
		if keyed {
			x = kv.Value
		}
		if t != nil {
			switch u := t.Underlying().(type) {
			case *types.Struct:
				if keyed {
					dst = c.info.TypeOf(kv.Key)
				} else if i < u.NumFields() {
					dst = u.Field(i).Type()
				}
			case interface{ Elem() types.Type }: // array, slice, map
				dst = u.Elem()
			}
		}
		c.add(site{node: x, from: x, dst: dst, verb: "literal copies lock value from ", obj: x})
	}
}

func (c *checker) returned(cur inspector.Cursor, ret *ast.ReturnStmt) {
	var results *types.Tuple
	for f := range cur.Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		switch f := f.Node().(type) {
		case *ast.FuncDecl:
			if fn, ok := c.info.Defs[f.Name].(*types.Func); ok {
				results = fn.Signature().Results()
			}
		case *ast.FuncLit:
			if sig, ok := c.info.TypeOf(f).(*types.Signature); ok {
				results = sig.Results()
			}
		}
		break
	}
	for i, x := range ret.Results {
		s := site{node: x, from: x, verb: "return copies lock value"}
		if i < results.Len() && results.Len() == len(ret.Results) {
			s.dst = results.At(i).Type()
		}
		c.add(s)
	}
}

func (c *checker) call(call *ast.CallExpr) {
	if b, ok := typeutil.Callee(c.info, call).(*types.Builtin); ok {
		switch b.Name() {
		case "len", "cap", "Sizeof", "Offsetof", "Alignof":
			return // asks for the type, or does not look at the elements
		}
	}
	c.elements(call)
	for i, x := range call.Args {
		s := site{node: x, from: x, verb: "call copies lock value of ", obj: x}
		if tv, ok := c.info.Types[call.Fun]; ok && tv.Type != nil {
			if tv.IsType() {
				s.dst = tv.Type
			} else if sig, ok := tv.Type.Underlying().(*types.Signature); ok {
				s.dst = paramType(sig, i, call.Ellipsis.IsValid())
			}
		}
		c.add(s)
	}
}

// paramType returns the type of the parameter that takes argument i.
func paramType(sig *types.Signature, i int, ellipsis bool) types.Type {
	n := sig.Params().Len()
	if sig.Variadic() && !ellipsis && i >= n-1 {
		if s, ok := sig.Params().At(n - 1).Type().Underlying().(*types.Slice); ok {
			return s.Elem()
		}
		return nil
	}
	if i >= n {
		return nil
	}
	return sig.Params().At(i).Type()
}

func (c *checker) params(name *ast.Ident, fields *ast.FieldList) {
	if fields == nil {
		return
	}
	for _, f := range fields.List {
		s := site{node: f.Type, typ: c.info.TypeOf(f.Type), verb: "func passes lock by value"}
		if name != nil {
			s.verb = name.Name + " passes lock by value"
		}
		c.add(s)
	}
}

// holds returns the path to a lock that is copied where x is: nil if x has
// none or is fresh.
func (c *checker) holds(x ast.Expr) path {
	if fresh(x) {
		return nil
	}
	if tv, ok := c.info.Types[x]; !ok || !tv.IsValue() {
		return nil
	}
	return c.locks.in(c.info.TypeOf(x))
}

// fresh reports whether nobody else has seen the value of x, or may not have:
// a call may return a new value, or a pointer to one. Conversions count as
// calls; what they convert is a copy of its own.
func fresh(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.CompositeLit, *ast.CallExpr:
		return true
	case *ast.StarExpr:
		_, ok := ast.Unparen(x.X).(*ast.CallExpr)
		return ok
	}
	return false
}

func isBlank(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "_"
}

func isInterface(t types.Type) bool {
	if t == nil {
		return false
	}
	_, param := types.Unalias(t).(*types.TypeParam)
	return !param && types.IsInterface(t)
}

// vet reports what vet's analyzer found, except for what is no bug.
func (c *checker) vet(diags []analysis.Diagnostic) {
	at := make(map[token.Pos]*site)
	for i := range c.sites {
		at[c.sites[i].node.Pos()] = &c.sites[i]
	}
	for _, d := range diags {
		r := valueRule
		if s := at[d.Pos]; s != nil {
			if s.blank || c.locks.in(s.typ) == nil && !hasTypeParam(s.typ, 0) {
				continue
			}
			if isInterface(s.dst) && !isInterface(s.typ) {
				r = interfaceRule
			}
		}
		c.findings = append(c.findings, report.Finding{Rule: r, Pos: d.Pos, End: d.End, Args: []any{d.Message}})
	}
}
