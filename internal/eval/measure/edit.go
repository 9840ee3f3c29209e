package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// edit is a change inside the body of a function.
type edit struct {
	name     string // for the table
	pkg      string
	file     string
	old, new []byte
}

// pkg is what "go list" says of a package.
type pkg struct {
	Dir, ImportPath, Name string
	GoFiles, Deps         []string
	importers             int
}

// edits chooses what to edit in the module in dir: a package that nothing
// imports, and the one that most packages import. In the latter one edit comes
// behind all other functions of its file and one before them: that one moves
// the positions of declarations, which importers may notice.
func edits(ctx context.Context, dir string) ([]edit, error) {
	pkgs, err := list(ctx, dir)
	if err != nil {
		return nil, err
	}
	byUse := slices.SortedFunc(slices.Values(pkgs), func(a, b pkg) int {
		return cmp.Or(cmp.Compare(a.importers, b.importers), cmp.Compare(a.ImportPath, b.ImportPath))
	})
	leaf, err := firstEditable(byUse)
	if err != nil {
		return nil, err
	}
	slices.Reverse(byUse)
	hub, err := firstEditable(byUse)
	if err != nil {
		return nil, err
	}
	var out []edit
	for _, e := range []struct {
		name  string
		p     pkg
		first bool
	}{
		{"edit in a package that nothing imports", leaf, false},
		{fmt.Sprintf("edit in a package that %d packages import", hub.importers), hub, false},
		{"the same, moving declarations", hub, true},
	} {
		ed, err := newEdit(e.p, e.first)
		if err != nil {
			return nil, err
		}
		ed.name = e.name
		out = append(out, ed)
	}
	return out, nil
}

// list returns the module's packages and how many of them depend on each.
func list(ctx context.Context, dir string) ([]pkg, error) {
	cmd := exec.CommandContext(ctx, "go", "list", "-json=Dir,ImportPath,Name,GoFiles,Deps", "./...")
	cmd.Dir = dir
	cmd.Stderr = os.Stderr
	data, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list in %s: %w", dir, err)
	}
	var pkgs []pkg
	uses := make(map[string]int)
	for dec := json.NewDecoder(bytes.NewReader(data)); ; {
		var p pkg
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		pkgs = append(pkgs, p)
		for _, d := range p.Deps {
			uses[d]++
		}
	}
	for i := range pkgs {
		pkgs[i].importers = uses[pkgs[i].ImportPath]
	}
	return pkgs, nil
}

// firstEditable returns the first package that has a function to edit.
func firstEditable(pkgs []pkg) (pkg, error) {
	for _, p := range pkgs {
		if _, err := newEdit(p, false); err == nil {
			return p, nil
		}
	}
	return pkg{}, errors.New("no package with a function to edit")
}

// newEdit plans a new line in the last function of the package's last file
// that has several, or in the first function there.
func newEdit(p pkg, first bool) (edit, error) {
	for _, f := range slices.Backward(p.GoFiles) {
		name := filepath.Join(p.Dir, f)
		data, err := os.ReadFile(name)
		if err != nil {
			return edit{}, err
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, data, parser.SkipObjectResolution)
		if err != nil {
			return edit{}, err
		}
		var bodies []*ast.BlockStmt
		for _, d := range file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
				bodies = append(bodies, fn.Body)
			}
		}
		if len(bodies) < 2 {
			continue
		}
		body := bodies[len(bodies)-1]
		if first {
			body = bodies[0]
		}
		at := fset.Position(body.Lbrace).Offset + 1
		return edit{pkg: p.ImportPath, file: name, old: data, new: slices.Concat(data[:at], []byte("\n\tprintln(\"edited\")\n"), data[at:])}, nil
	}
	return edit{}, fmt.Errorf("%s: no function to edit", p.ImportPath)
}

// apply makes the change.
func (e edit) apply() error { return os.WriteFile(e.file, e.new, 0o666) }

// revert takes it back.
func (e edit) revert() error { return os.WriteFile(e.file, e.old, 0o666) }
