package fingerprint

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
)

// Sources knows what fingerprints need of source files.
type Sources struct {
	// Read returns a file's content. Each file is read once.
	Read func(name string) ([]byte, error)

	files map[string]*source
}

// source is what is known of a file; all is empty when it cannot be read.
type source struct {
	lines []string
	decls []decl
}

// decl is a declaration and its lines, from 1.
type decl struct {
	name        string
	first, last int
}

// Line returns the text of a line, counted from 1, without space at both ends.
// It is "" where there is none.
func (s *Sources) Line(file string, line int) string {
	lines := s.file(file).lines
	if line < 1 || line > len(lines) {
		return ""
	}
	return strings.TrimSpace(lines[line-1])
}

// Function returns the name of the declaration that a line of a Go file belongs
// to: "F", "T.F", "(*T).F", or "var x", "const x" and "type T" outside
// functions. It is "" where there is none.
func (s *Sources) Function(file string, line int) string {
	for _, d := range s.file(file).decls {
		if d.first <= line && line <= d.last {
			return d.name
		}
	}
	return ""
}

// Functions returns the names of the declarations that the lines of a Go file
// from first to last belong to, as [Sources.Function] has them.
func (s *Sources) Functions(file string, first, last int) []string {
	var names []string
	for _, d := range s.file(file).decls {
		if d.first <= last && first <= d.last {
			names = append(names, d.name)
		}
	}
	return names
}

func (s *Sources) file(name string) *source {
	if f, ok := s.files[name]; ok {
		return f
	}
	if s.files == nil {
		s.files = make(map[string]*source)
	}
	f := new(source)
	s.files[name] = f
	text, err := s.Read(name)
	if err != nil {
		return f // such as a file that a generator had and did not keep
	}
	f.lines = strings.Split(string(text), "\n")
	if strings.HasSuffix(name, ".go") {
		f.decls = declarations(text)
	}
	return f
}

// declarations lists the declarations in a file, as far as it is Go.
func declarations(text []byte) []decl {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", text, parser.SkipObjectResolution)
	if file == nil || err != nil && len(file.Decls) == 0 {
		return nil
	}
	var decls []decl
	add := func(name string, n ast.Node) {
		line := func(pos token.Pos) int { return fset.PositionFor(pos, false).Line }
		decls = append(decls, decl{name, line(n.Pos()), line(n.End())})
	}
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			add(functionName(d), d)
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.ValueSpec:
					add(d.Tok.String()+" "+spec.Names[0].Name, spec)
				case *ast.TypeSpec:
					add("type "+spec.Name.Name, spec)
				}
			}
		}
	}
	return decls
}

// functionName returns a function's name as traces have it: "(*T).F".
func functionName(d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return d.Name.Name
	}
	recv := ast.Unparen(d.Recv.List[0].Type)
	star, pointer := recv.(*ast.StarExpr)
	if pointer {
		recv = ast.Unparen(star.X)
	}
	switch t := recv.(type) {
	case *ast.IndexExpr:
		recv = t.X
	case *ast.IndexListExpr:
		recv = t.X
	}
	name := "?"
	if id, ok := recv.(*ast.Ident); ok {
		name = id.Name
	}
	if pointer {
		name = "(*" + name + ")"
	}
	return name + "." + d.Name.Name
}
