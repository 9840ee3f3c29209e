package syncop

import (
	"go/types"
	"maps"
	"slices"
	"testing"

	"golang.org/x/tools/go/packages"
)

// absent are the packages with rows that are not in this module's graph, so
// that nothing here can say whether the rows are right.
var absent = []string{
	"github.com/sirupsen/logrus",
	"github.com/stretchr/testify/require",
	"go.uber.org/zap",
	"k8s.io/klog/v2",
}

// complete are the types of which every exported method must be in the table,
// or below. A new release of Go or x/sync then breaks a test instead of being
// missed.
var complete = map[string][]string{
	"sync":                           {"Cond", "Locker", "Map", "Mutex", "Once", "Pool", "RWMutex", "WaitGroup"},
	"golang.org/x/sync/errgroup":     {"Group"},
	"golang.org/x/sync/singleflight": {"Group"},
}

// noEffect are the methods that the table need not have, since a function that
// it knows nothing of and that has no body to look at does nothing. It is
// empty: a row with the kind None says so in the table itself.
var noEffect = map[string][]name{}

// load returns the packages of the table that can be loaded.
func load(t *testing.T) map[string]*types.Package {
	t.Helper()
	paths := slices.DeleteFunc(slices.Sorted(maps.Keys(table)), func(p string) bool { return slices.Contains(absent, p) })
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadTypes}, paths...)
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		t.Fatal("packages of the table don't load")
	}
	out := make(map[string]*types.Package)
	for _, p := range pkgs {
		out[p.PkgPath] = p.Types
	}
	return out
}

// functions returns the functions and methods of a package as the table names
// them, promoted methods of types that it does not export included.
func functions(pkg *types.Package) map[name]*types.Func {
	out := make(map[name]*types.Func)
	add := func(fn *types.Func) {
		if fn.Pkg() == pkg {
			out[name{receiver(fn), fn.Name()}] = fn
		}
	}
	for _, n := range pkg.Scope().Names() {
		switch obj := pkg.Scope().Lookup(n).(type) {
		case *types.Func:
			add(obj)
		case *types.TypeName:
			t := obj.Type()
			if !types.IsInterface(t) {
				t = types.NewPointer(t)
			}
			for m := range types.NewMethodSet(t).Methods() {
				add(m.Obj().(*types.Func))
			}
		}
	}
	return out
}

func TestRowsResolve(t *testing.T) {
	pkgs := load(t)
	for path, rows := range table {
		pkg := pkgs[path]
		if pkg == nil {
			if !slices.Contains(absent, path) {
				t.Errorf("package %s is not there", path)
			}
			continue
		}
		fns := functions(pkg)
		for n, e := range rows {
			fn := fns[n]
			if fn == nil {
				t.Errorf("%s has no %s %s", path, n.recv, n.fn)
				continue
			}
			if got, ok := Lookup(fn); !ok || got.Kind != e.Kind || got.Operand != e.Operand {
				t.Errorf("Lookup(%s) = %v, %v, want %v", fn.FullName(), got, ok, e)
			}
			if !e.fits(fn) {
				t.Errorf("%s, with the signature %s, can't have the effect %+v", fn.FullName(), fn.Type(), e)
			}
		}
	}
}

// fits reports whether fn has operands of the types that the effect needs.
func (e Effect) fits(fn *types.Func) bool {
	operand := e.operand(fn, e.Operand)
	if operand == nil {
		return e.Kind == None || e.Kind == Exit || e.Kind == Unwind || e.Kind == RootContext
	}
	switch e.Kind {
	case Acquire, TryAcquire, Release, ReadSide, CondWait, CondWake, Wait, Count:
		return e.Operand == 0 && fn.Signature().Recv() != nil
	case NewCond:
		return types.TypeString(operand, nil) == "sync.Locker"
	case Spawn, Call, CallOnce:
		_, ok := operand.Underlying().(*types.Signature)
		return ok
	case CallMethods:
		if e.Format == 0 {
			return len(e.Methods) > 0
		}
		format := e.operand(fn, e.Format-1)
		return len(e.Methods) > 0 && format != nil && types.Identical(format, types.Typ[types.String])
	}
	return true
}

// operand returns the type of fn's argument i, the receiver being number 0, or
// nil if it has none.
func (e Effect) operand(fn *types.Func, i int) types.Type {
	sig := fn.Signature()
	if sig.Recv() != nil {
		if i == 0 {
			return sig.Recv().Type()
		}
		i--
	}
	if i >= sig.Params().Len() {
		return nil
	}
	return sig.Params().At(i).Type()
}

func TestTypesAreComplete(t *testing.T) {
	pkgs := load(t)
	for path, typs := range complete {
		fns := functions(pkgs[path])
		for n, fn := range fns {
			if !fn.Exported() || !slices.Contains(typs, n.recv) {
				continue
			}
			if _, ok := table[path][n]; !ok && !slices.Contains(noEffect[path], n) {
				t.Errorf("the table has no row for %s", fn.FullName())
			}
		}
		for _, n := range typs {
			if pkgs[path].Scope().Lookup(n) == nil {
				t.Errorf("%s has no %s", path, n)
			}
		}
	}
	// No type of sync is forgotten, and no function.
	scope := pkgs["sync"].Scope()
	for _, n := range scope.Names() {
		switch obj := scope.Lookup(n).(type) {
		case *types.TypeName:
			if obj.Exported() && !slices.Contains(complete["sync"], n) {
				t.Errorf("sync.%s is not among the types that must be complete", n)
			}
		case *types.Func:
			if _, ok := table["sync"][name{"", n}]; !ok && obj.Exported() {
				t.Errorf("the table has no row for sync.%s", n)
			}
		}
	}
}

// What is not in the table is unknown, which is not the same as harmless.
func TestLookup(t *testing.T) {
	pkg := types.NewPackage("example.com/m", "m")
	fn := types.NewFunc(0, pkg, "Lock", types.NewSignatureType(nil, nil, nil, nil, nil, false))
	for _, fn := range []*types.Func{nil, fn, types.Universe.Lookup("error").Type().Underlying().(*types.Interface).Method(0)} {
		if e, ok := Lookup(fn); ok {
			t.Errorf("Lookup(%v) = %v", fn, e)
		}
	}
}

func TestIsTest(t *testing.T) {
	testing := types.NewPackage("testing", "testing")
	other := types.NewPackage("example.com/testing", "testing")
	typ := func(pkg *types.Package) types.Type {
		return types.NewNamed(types.NewTypeName(0, pkg, "T", nil), types.NewStruct(nil, nil), nil)
	}
	if !IsTest(types.NewPointer(typ(testing))) || !IsTest(typ(testing)) {
		t.Error("*testing.T is no test")
	}
	if IsTest(types.NewPointer(typ(other))) || IsTest(types.Typ[types.Int]) {
		t.Error("something else is a test")
	}
}
