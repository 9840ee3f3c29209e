package model

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/place"
)

// Declared says that somebody wrote down that locks of class Before are taken
// before those of class After.
type Declared struct {
	Before, After string
	Pos           token.Pos // in the package under analysis; else none
	Via           []string  // imported packages whose facts have it
}

// Undeclared is a comment that is meant to declare an order, and does not.
type Undeclared struct {
	Pos token.Pos
	Why string // a few words
}

// orderPrefix begins a comment that declares an order: lockorder: a.mu < b.mu
const orderPrefix = "lockorder:"

// lockName matches what may be the name of a lock.
var lockName = regexp.MustCompile(`^[\pL_][\pL\pN_]*(\[\])*(\.[\pL_][\pL\pN_]*(\[\])*)*$`)

// declaredOrders reads the comments of a package.
func declaredOrders(pass *analysis.Pass) (orders []Declared, bad []Undeclared) {
	for _, f := range pass.Files {
		for _, group := range f.Comments {
			for _, c := range group.List {
				text, ok := strings.CutPrefix(strings.TrimSpace(strings.TrimPrefix(c.Text, "//")), orderPrefix)
				text, _, _ = strings.Cut(text, "//") // why
				if !ok || !strings.Contains(text, "<") {
					continue // about a lock order, perhaps, but none
				}
				r := orderReader{pass.Pkg, f, enclosingType(f, c.Pos())}
				chain, err := r.chain(text)
				if err != nil {
					bad = append(bad, Undeclared{c.Pos(), err.Error()})
				}
				for i := range len(chain) - 1 {
					orders = append(orders, Declared{Before: chain[i], After: chain[i+1], Pos: c.Pos()})
				}
			}
		}
	}
	return orders, bad
}

// enclosingType returns the name of the type in whose declaration, with its
// comment, a position is, or "".
func enclosingType(f *ast.File, pos token.Pos) string {
	for _, decl := range f.Decls {
		d, ok := decl.(*ast.GenDecl)
		if !ok || d.Tok != token.TYPE {
			continue
		}
		for _, spec := range d.Specs {
			s := spec.(*ast.TypeSpec)
			begin := s.Pos()
			if doc := cmp.Or(s.Doc, d.Doc); doc != nil && (s.Doc != nil || len(d.Specs) == 1) {
				begin = doc.Pos()
			}
			if begin <= pos && pos <= s.End() || s.Comment != nil && s.Comment.Pos() <= pos && pos <= s.Comment.End() {
				return s.Name.Name
			}
		}
	}
	return ""
}

// orderReader understands the names in one comment.
type orderReader struct {
	pkg   *types.Package
	file  *ast.File
	owner string // the type that the comment is in, or ""
}

// chain reads "a < b < c".
func (r orderReader) chain(text string) ([]string, error) {
	var chain []string
	for name := range strings.SplitSeq(text, "<") {
		name = strings.TrimSpace(name)
		if !lockName.MatchString(name) {
			return nil, fmt.Errorf("%q is no name of a lock", name)
		}
		class, err := r.lock(name)
		if err != nil {
			return nil, err
		}
		if slices.Contains(chain, class) {
			return nil, fmt.Errorf("%s is in it twice", name)
		}
		chain = append(chain, class)
	}
	return chain, nil
}

// lock returns the class of a lock: of the package, of the type around the
// comment, or of an imported package.
func (r orderReader) lock(name string) (string, error) {
	first, rest, _ := strings.Cut(name, ".")
	l, err := FindLock(r.pkg, name)
	if err == nil {
		return l.Class, nil
	}
	if r.pkg.Scope().Lookup(strings.TrimRight(first, "[]")) != nil {
		return "", err
	}
	if obj, _, _ := types.LookupFieldOrMethod(r.ownerType(), true, r.pkg, strings.TrimRight(first, "[]")); obj != nil {
		if l, err = FindLock(r.pkg, r.owner+"."+name); err == nil {
			return l.Class, nil
		}
	}
	imp := r.imported(first)
	if imp == nil || rest == "" {
		return "", err
	}
	l, err2 := FindLock(imp, rest)
	if err2 == nil {
		return l.Class, nil
	}
	if obj, _, _ := strings.Cut(rest, "."); imp.Scope().Lookup(obj) == nil && !token.IsExported(obj) {
		return imp.Path() + "." + rest, nil // drivers hide what is not exported
	}
	return "", fmt.Errorf("%w in package %s", err2, imp.Name())
}

// ownerType returns the type that the comment is in, or one without fields.
func (r orderReader) ownerType() types.Type {
	if obj := r.pkg.Scope().Lookup(r.owner); obj != nil {
		return obj.Type()
	}
	return types.Typ[types.Invalid]
}

// imported returns the package that the file, or another one of the package,
// imports under a name; or the package itself.
func (r orderReader) imported(name string) *types.Package {
	byPath := make(map[string]*types.Package)
	for _, imp := range r.pkg.Imports() {
		byPath[imp.Path()] = imp
	}
	for _, spec := range r.file.Imports {
		if path, err := strconv.Unquote(spec.Path.Value); err == nil && spec.Name != nil && spec.Name.Name == name {
			return byPath[path]
		}
	}
	for _, imp := range append(sortedImports(r.pkg), r.pkg) {
		if imp.Name() == name {
			return imp
		}
	}
	return nil
}

// declare finds the orders that hold here: those of the package and those that
// its imports know. One that contradicts others holds no more than these do.
func (b *builder) declare() {
	own, bad := declaredOrders(b.pass)
	b.declared = append(own, b.imported.declared...)
	o := NewOrder(b.declared)
	circle := make(map[string]bool)
	for _, d := range slices.Backward(own) {
		back := o.Path(d.After, d.Before)
		if back == nil {
			continue
		}
		key := ""
		if names := classesOf(back); len(names) > 0 {
			slices.Sort(names)
			key = strings.Join(names, " ")
		}
		if !circle[key] {
			circle[key] = true
			bad = append(bad, Undeclared{d.Pos, "it contradicts " + Chain(back)})
		}
	}
	b.declared = slices.DeleteFunc(b.declared, func(d Declared) bool { return o.Path(d.After, d.Before) != nil })
	b.undeclared = bad
}

func classesOf(path []Declared) []string {
	out := []string{path[0].Before}
	for _, d := range path {
		out = append(out, d.After)
	}
	return out
}

// Chain words declarations that follow each other: "a.T.mu < b.U.mu < b.V.mu".
func Chain(path []Declared) string {
	var names []string
	for _, class := range classesOf(path) {
		names = append(names, place.ShortClass(class))
	}
	return strings.Join(names, " < ")
}

// Order is an order that is declared, pair by pair.
type Order struct{ after map[string][]Declared }

// NewOrder returns the order that the declarations make up.
func NewOrder(declared []Declared) Order {
	o := Order{after: make(map[string][]Declared)}
	for _, d := range declared {
		o.after[d.Before] = append(o.after[d.Before], d)
	}
	return o
}

// Path returns the shortest chain of declarations from one class to another, or
// nil if none says which comes first.
func (o Order) Path(from, to string) []Declared {
	queue := [][]Declared{nil}
	seen := map[string]bool{from: true}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		at := from
		if len(path) > 0 {
			at = path[len(path)-1].After
		}
		for _, d := range o.after[at] {
			longer := append(slices.Clip(path), d)
			if d.After == to {
				return longer
			}
			if !seen[d.After] {
				seen[d.After] = true
				queue = append(queue, longer)
			}
		}
	}
	return nil
}
