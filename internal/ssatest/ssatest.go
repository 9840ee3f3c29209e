// Package ssatest builds small SSA programs from source text, for tests.
package ssatest

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

// Program is a package with all its functions.
type Program struct {
	*ssa.Package
	Funcs []*ssa.Function // those of the package that have a body, literals too, in the order of the source
}

// Build builds the package of the source text, a whole file. It can import those
// parts of context, os, runtime, sync and time that package ssatest has, which
// are declarations without bodies and need no loading.
func Build(t *testing.T, src string) *Program {
	t.Helper()
	fset := token.NewFileSet()
	parse := func(src string) []*ast.File {
		f, err := parser.ParseFile(fset, "", src, 0)
		if err != nil {
			t.Fatal(err)
		}
		return []*ast.File{f}
	}
	imports := make(importer)
	for _, text := range library {
		files := parse(text)
		path := files[0].Name.Name
		pkg, err := (&types.Config{Importer: imports}).Check(path, fset, files, nil)
		if err != nil {
			t.Fatal(err)
		}
		imports[path] = pkg
	}
	pkg, _, err := ssautil.BuildPackage(&types.Config{Importer: imports}, fset, types.NewPackage("example.com/p", ""), parse(src), 0)
	if err != nil {
		t.Fatal(err)
	}
	p := &Program{Package: pkg}
	all := ssautil.AllFunctions(pkg.Prog) // but for the methods of types that are not used
	for _, m := range pkg.Members {
		if typ, ok := m.(*ssa.Type); ok {
			if named, ok := typ.Type().(*types.Named); ok {
				for method := range named.Methods() {
					all[pkg.Prog.FuncValue(method)] = true
				}
			}
		}
	}
	for fn := range all {
		if len(fn.Blocks) > 0 {
			p.Funcs = append(p.Funcs, fn)
		}
	}
	slices.SortFunc(p.Funcs, func(a, b *ssa.Function) int { return cmp.Compare(a.Pos(), b.Pos()) })
	return p
}

// Instrs returns the instructions of a function of type T, by their blocks.
func Instrs[T ssa.Instruction](fn *ssa.Function) []T {
	var out []T
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if i, ok := instr.(T); ok {
				out = append(out, i)
			}
		}
	}
	return out
}

type importer map[string]*types.Package

func (i importer) Import(path string) (*types.Package, error) {
	if pkg := i[path]; pkg != nil {
		return pkg, nil
	}
	return nil, fmt.Errorf("no package %s", path)
}

// library is what programs can import, what others import first.
var library = []string{
	`package time
type Duration int64
type Timer struct{ C <-chan Time }
type Time struct{}
func After(Duration) <-chan Time
func NewTimer(Duration) *Timer
func Sleep(Duration)
`,
	`package context
import "time"
type Context interface {
	Deadline() (time.Time, bool)
	Done() <-chan struct{}
	Err() error
	Value(any) any
}
type CancelFunc func()
func Background() Context
func WithCancel(Context) (Context, CancelFunc)
func WithValue(Context, any, any) Context
`,
	`package os
func Exit(int)
`,
	`package runtime
func Goexit()
`,
	`package sync
type Locker interface { Lock(); Unlock() }
type Mutex struct{ n int }
func (*Mutex) Lock()
func (*Mutex) Unlock()
type RWMutex struct{ n int }
func (*RWMutex) Lock()
func (*RWMutex) Unlock()
func (*RWMutex) RLock()
func (*RWMutex) RUnlock()
type Once struct{ n int }
func (*Once) Do(func())
type WaitGroup struct{ n int }
func (*WaitGroup) Add(int)
func (*WaitGroup) Done()
func (*WaitGroup) Wait()
func (*WaitGroup) Go(func())
`,
}
