package model

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
)

// buildSSA builds the package under analysis in a program of its own.
// Imported packages are created from types only, and only the direct imports:
// nothing else can be named in this package's code.
//
// The stock buildssa analyzer is not used because it requires ctrlflow, whose
// facts make every driver load and analyse all dependencies.
func buildSSA(pass *analysis.Pass) *ssa.Package {
	prog := ssa.NewProgram(pass.Fset, 0)
	for _, imp := range pass.Pkg.Imports() {
		prog.CreatePackage(imp, nil, nil, true)
	}
	pkg := prog.CreatePackage(pass.Pkg, pass.Files, pass.TypesInfo, false)
	pkg.Build()
	return pkg
}

// sourceFuncs returns the functions and methods of the package that have a
// body in its files, with their function literals, in the order of the files.
func sourceFuncs(pass *analysis.Pass, pkg *ssa.Package) []*ssa.Function {
	var out []*ssa.Function
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		out = append(out, fn)
		for _, lit := range fn.AnonFuncs {
			add(lit)
		}
	}
	files := slices.Clone(pass.Files)
	slices.SortFunc(files, func(a, b *ast.File) int {
		return cmp.Compare(pass.Fset.PositionFor(a.Package, false).Filename, pass.Fset.PositionFor(b.Package, false).Filename)
	})
	for _, f := range files {
		for _, decl := range f.Decls {
			decl, ok := decl.(*ast.FuncDecl)
			if !ok || decl.Body == nil {
				continue
			}
			obj, ok := pass.TypesInfo.Defs[decl.Name].(*types.Func)
			if !ok {
				continue
			}
			// The blank function and init functions have no object of
			// their own to be found by; init's are literals' parents only.
			if fn := pkg.Prog.FuncValue(obj); fn != nil && fn.Blocks != nil {
				add(fn)
			}
		}
	}
	if init := pkg.Func("init"); init != nil {
		add(init) // package-level variables' function literals
	}
	return out
}

// origin returns the function whose body stands for fn's: instances of a
// generic function have that function's.
func origin(fn *ssa.Function) *ssa.Function {
	if o := fn.Origin(); o != nil {
		return o
	}
	return fn
}
