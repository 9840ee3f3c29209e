package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/astutil"
)

// mend makes the package in dir well typed, without moving a line. Upstream's
// tests run analyzers on whatever parses, but a vet tool is never shown a
// package that does not compile, and some fixtures don't. Where an error has
// no simple remedy, the declaration around it is left out; mend returns how
// many wanted lines are lost that way.
//
// imports maps the import paths of stubs to their directories.
func mend(dir string, imports map[string]string) (lost int, err error) {
	const rounds = 10 // mending one error can uncover another
	for range rounds {
		m := &mender{fset: token.NewFileSet(), info: &types.Info{Uses: make(map[*ast.Ident]types.Object)}, edits: make(map[string][]edit)}
		if err := m.check(dir, imports); err != nil {
			return lost, err
		}
		if len(m.errs) == 0 {
			return lost, nil
		}
		for _, e := range m.errs {
			m.fix(e)
		}
		if err := m.apply(); err != nil {
			return lost, err
		}
		lost += m.lost
	}
	return lost, fmt.Errorf("%s: cannot be mended", dir)
}

// mender is one round of mending.
type mender struct {
	fset  *token.FileSet
	files []*ast.File
	info  *types.Info
	errs  []types.Error
	edits map[string][]edit // by file
	gone  []ast.Decl        // declarations that are left out
	lost  int
}

// edit replaces the bytes of a file from offset to end.
type edit struct {
	offset, end int
	text        string
}

// check type-checks the package and collects its errors.
func (m *mender) check(dir string, imports map[string]string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		match, err := build.Default.MatchFile(dir, e.Name())
		if err != nil || !match || filepath.Ext(e.Name()) != ".go" {
			continue
		}
		f, err := parser.ParseFile(m.fset, filepath.Join(dir, e.Name()), nil, parser.ParseComments)
		if err != nil {
			return err
		}
		m.files = append(m.files, f)
	}
	conf := types.Config{
		Importer: stubImporter{importer.Default(), imports},
		Error: func(err error) {
			if te := (types.Error{}); errors.As(err, &te) {
				m.errs = append(m.errs, te)
			}
		},
	}
	// The errors have been collected; the last one is not special.
	_, _ = conf.Check("fixture", m.fset, m.files, m.info)
	return nil
}

// stubImporter imports stubs from source and the rest as usual.
type stubImporter struct {
	types.Importer
	dirs map[string]string
}

func (i stubImporter) Import(path string) (*types.Package, error) {
	dir, ok := i.dirs[path]
	if !ok {
		return i.Importer.Import(path)
	}
	m := &mender{fset: token.NewFileSet()}
	if err := m.check(dir, nil); err != nil {
		return nil, err
	}
	conf := types.Config{Importer: i.Importer}
	return conf.Check(path, m.fset, m.files, nil)
}

// fix plans the edits that mend an error, by its message: go/types does not
// export its errors' codes.
func (m *mender) fix(e types.Error) {
	file := m.file(e.Pos)
	if file == nil {
		return
	}
	path, _ := astutil.PathEnclosingInterval(file, e.Pos, e.Pos)
	id, _ := path[0].(*ast.Ident)
	switch {
	case strings.HasPrefix(e.Msg, "\tother declaration"):
		// belongs to the error before it
	case strings.Contains(e.Msg, "redeclared in this block") && id != nil:
		m.edit(id.Pos(), id.End(), fmt.Sprintf("%s_%d", id.Name, m.fset.Position(id.Pos()).Line))
	case e.Msg == "missing return":
		m.edit(e.Pos, e.Pos, `panic("mended")`)
	case strings.HasPrefix(e.Msg, "declared and not used") && id != nil && m.use(path, id):
	case strings.HasPrefix(e.Msg, "no new variables"):
		m.edit(e.Pos, e.Pos+token.Pos(len(":=")), "=")
	case strings.HasSuffix(e.Msg, "is not used") && m.discard(path):
	case strings.HasSuffix(e.Msg, "imported and not used"):
		if spec, ok := path[1].(*ast.ImportSpec); ok {
			m.edit(spec.Pos(), spec.Path.Pos(), "_ ")
		}
	case strings.HasSuffix(e.Msg, "(local variable) is not a type") && id != nil && m.info.Uses[id] != nil:
		m.edit(id.Pos(), id.End(), types.TypeString(m.info.Uses[id].Type(), (*types.Package).Name))
	default:
		m.leaveOut(path)
	}
}

// use makes use of a variable after the statement that declares it. Taking
// the address is a use that copies nothing.
func (m *mender) use(path []ast.Node, id *ast.Ident) bool {
	for i, n := range path[:len(path)-1] {
		if r, ok := n.(*ast.RangeStmt); ok {
			m.edit(r.Body.Lbrace+1, r.Body.Lbrace+1, " _ = &"+id.Name+";")
			return true
		}
		if stmt, ok := n.(ast.Stmt); ok && isBlock(path[i+1]) {
			m.edit(stmt.End(), stmt.End(), "; _ = &"+id.Name)
			return true
		}
	}
	return false
}

func isBlock(n ast.Node) bool {
	switch n.(type) {
	case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
		return true
	}
	return false
}

// discard assigns the value of an expression statement to nothing.
func (m *mender) discard(path []ast.Node) bool {
	for _, n := range path {
		if s, ok := n.(*ast.ExprStmt); ok {
			m.edit(s.Pos(), s.Pos(), "_ = ")
			return true
		}
	}
	return false
}

// leaveOut blanks out the declaration that the path leads to, or nothing when
// there is none: then a later round does not help either, and mend says so.
func (m *mender) leaveOut(path []ast.Node) {
	if len(path) < 2 {
		return
	}
	if decl, ok := path[len(path)-2].(ast.Decl); ok && !slices.Contains(m.gone, decl) {
		m.gone = append(m.gone, decl)
	}
}

// edit plans an edit between two positions of one file. The same edit may be
// asked for by several errors.
func (m *mender) edit(pos, end token.Pos, text string) {
	from, to := m.fset.Position(pos), m.fset.Position(end)
	e := edit{from.Offset, to.Offset, text}
	if !slices.Contains(m.edits[from.Filename], e) {
		m.edits[from.Filename] = append(m.edits[from.Filename], e)
	}
}

// apply writes the edited files. Declarations that are left out win over
// edits inside them.
func (m *mender) apply() error {
	for _, f := range m.files {
		name := m.fset.Position(f.FileStart).Filename
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		edits := m.edits[name]
		for _, d := range m.gone {
			if m.file(d.Pos()) == f {
				edits = m.blank(data, edits, d)
			}
		}
		slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(b.offset, a.offset) })
		for _, e := range edits {
			data = slices.Concat(data[:e.offset], []byte(e.text), data[e.end:])
		}
		if err := os.WriteFile(name, data, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// blank replaces the edits inside a declaration by one that leaves nothing of
// it but its lines, and counts the wanted lines among them. A comment behind
// the declaration's end goes, too.
func (m *mender) blank(data []byte, edits []edit, d ast.Decl) []edit {
	from, to := m.fset.Position(d.Pos()).Offset, m.fset.Position(d.End()).Offset
	if i := bytes.IndexByte(data[to:], '\n'); i >= 0 {
		to += i
	}
	edits = slices.DeleteFunc(edits, func(e edit) bool { return from <= e.offset && e.offset <= to })
	for l := range strings.Lines(string(data[from:to])) {
		if isWant(l) {
			m.lost++
		}
	}
	return append(edits, edit{from, to, strings.Repeat("\n", bytes.Count(data[from:to], []byte("\n")))})
}

func (m *mender) file(pos token.Pos) *ast.File {
	for _, f := range m.files {
		if f.FileStart <= pos && pos < f.FileEnd {
			return f
		}
	}
	return nil
}
