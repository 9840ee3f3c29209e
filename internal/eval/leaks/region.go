package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
)

// Region is the code that one function runs itself: its body without the
// function literals in it that are regions of their own. Those are the
// literals after "go", and those that the test names.
type Region struct {
	Name string // as the runtime prints it, without the package
	File string
	node ast.Node        // a declaration or a literal
	uses map[string]bool // names of the functions and methods that it mentions

	first, last int
}

// Source is a directory's functions.
type Source struct {
	fset    *token.FileSet
	regions []*Region
	spawns  []spawn
}

// spawn is a go statement that starts a function by its name.
type spawn struct {
	file, name string
	line       int
}

// parseSource reads the Go files of a directory. Literals whose names isEntry
// accepts become regions.
func parseSource(dir string, isEntry func(name string) bool) (*Source, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	s := &Source{fset: token.NewFileSet()}
	for _, e := range entries {
		if e.IsDir() || !strings.HasSuffix(e.Name(), ".go") {
			continue
		}
		file, err := parser.ParseFile(s.fset, filepath.Join(dir, e.Name()), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
				w := &walker{src: s, isEntry: isEntry}
				w.region(funcName(fn), fn, fn.Body, true)
			}
		}
	}
	return s, nil
}

// funcName names a declared function as the runtime does.
func funcName(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return fn.Name.Name
	}
	t, pointer := fn.Recv.List[0].Type, false
	if star, ok := t.(*ast.StarExpr); ok {
		t, pointer = star.X, true
	}
	if index, ok := t.(*ast.IndexExpr); ok { // generic
		t = index.X
	}
	recv, ok := t.(*ast.Ident)
	switch {
	case !ok:
		return fn.Name.Name
	case pointer:
		return fmt.Sprintf("(*%s).%s", recv.Name, fn.Name.Name)
	default:
		return recv.Name + "." + fn.Name.Name
	}
}

// walker splits one declared function into regions.
type walker struct {
	src     *Source
	isEntry func(string) bool
}

// frame is a function while its body is walked.
type frame struct {
	name   string
	nested int // literals met so far: they are numbered per function
	top    bool
	region *Region
}

// region adds the region of a function to the source and walks its body.
func (w *walker) region(name string, node ast.Node, body *ast.BlockStmt, top bool) {
	pos, end := w.src.fset.Position(node.Pos()), w.src.fset.Position(node.End())
	r := &Region{Name: name, File: pos.Filename, node: node, uses: make(map[string]bool), first: pos.Line, last: end.Line}
	w.src.regions = append(w.src.regions, r)
	w.walk(body, &frame{name: name, top: top, region: r})
}

func (w *walker) walk(n ast.Node, f *frame) {
	spawned := make(map[*ast.FuncLit]bool)
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			if lit, ok := n.Call.Fun.(*ast.FuncLit); ok {
				spawned[lit] = true
			} else if name := calleeName(n.Call.Fun); name != "" {
				pos := w.src.fset.Position(n.Pos())
				w.src.spawns = append(w.src.spawns, spawn{file: pos.Filename, name: name, line: pos.Line})
			}
		case *ast.Ident:
			f.region.uses[n.Name] = true
		case *ast.FuncLit:
			w.literal(n, f, spawned[n])
			return false
		}
		return true
	})
}

// literal walks a function literal inside f. The compiler numbers literals in
// source order, anew in each function: F.func1, F.func2, F.func2.1.
func (w *walker) literal(lit *ast.FuncLit, f *frame, spawned bool) {
	f.nested++
	name := fmt.Sprintf("%s.%d", f.name, f.nested)
	if f.top {
		name = fmt.Sprintf("%s.func%d", f.name, f.nested)
	}
	if spawned || w.isEntry(name+"()") {
		w.region(name, lit, lit.Body, false)
		return
	}
	w.walk(lit.Body, &frame{name: name, region: f.region})
}

// calleeName returns the plain name of a called function or method.
func calleeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// plainName is the name by which code mentions a declared function; literals
// have none.
func (r *Region) plainName() string {
	if fn, ok := r.node.(*ast.FuncDecl); ok {
		return fn.Name.Name
	}
	return ""
}

// at returns the innermost region around a line, or nil.
func (s *Source) at(file string, line int) *Region {
	var best *Region
	for _, r := range s.regions {
		if r.File == file && r.first <= line && line <= r.last && (best == nil || best.last-best.first >= r.last-r.first) {
			best = r
		}
	}
	return best
}

// reach returns the regions that roots run, the functions of the same file
// that they mention included. Names are enough for that: the files are
// independent programs.
func (s *Source) reach(roots []*Region, spawned bool) map[*Region]bool {
	seen := make(map[*Region]bool)
	for todo := roots; len(todo) > 0; todo = todo[1:] {
		r := todo[0]
		if seen[r] {
			continue
		}
		seen[r] = true
		for _, other := range s.regions {
			if other.File != r.File {
				continue
			}
			name := other.plainName()
			inside := spawned && name == "" && r.node.Pos() <= other.node.Pos() && other.node.End() <= r.node.End()
			if inside || name != "" && r.uses[name] {
				todo = append(todo, other)
			}
		}
	}
	return seen
}

// named returns the regions whose names, followed by parentheses as in a
// stack trace, satisfy match.
func (s *Source) named(match func(string) bool) []*Region {
	var out []*Region
	for _, r := range s.regions {
		if match(r.Name + "()") {
			out = append(out, r)
		}
	}
	return out
}
