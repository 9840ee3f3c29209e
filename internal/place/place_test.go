package place

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

// mutex is a package sync that is as good as the real one here, and needs no
// loading.
const mutex = `package sync

type Mutex struct{ state int }

func (m *Mutex) Lock()   {}
func (m *Mutex) Unlock() {}

type Locker interface {
	Lock()
	Unlock()
}
`

// program builds SSA for a package m with the source and returns it with a
// table that knows its cells.
func program(t *testing.T, src string) (*ssa.Package, *Table) {
	t.Helper()
	fset := token.NewFileSet()
	parse := func(src string) *ast.File {
		f, err := parser.ParseFile(fset, "", src, 0)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	sync, err := new(types.Config).Check("sync", fset, []*ast.File{parse(mutex)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	conf := &types.Config{Importer: fake{sync}}
	pkg, _, err := ssautil.BuildPackage(conf, fset, types.NewPackage("example.com/m", ""), []*ast.File{parse("package m\n\nimport \"sync\"\n\n" + src)}, 0)
	if err != nil {
		t.Fatal(err)
	}
	table := NewTable()
	for fn := range ssautil.AllFunctions(pkg.Prog) {
		table.AddCells(fn)
	}
	return pkg, table
}

// fake is an importer of package sync only.
type fake struct{ sync *types.Package }

func (f fake) Import(path string) (*types.Package, error) {
	if path == "sync" {
		return f.sync, nil
	}
	return nil, fmt.Errorf("no package %s", path)
}

// locked returns the places of the receivers of all calls of Lock in fn and its
// literals, in the order of the code.
func locked(table *Table, fn *ssa.Function) []*Place {
	var out []*Place
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			switch common := call.Common(); {
			case common.IsInvoke() && common.Method.Name() == "Lock":
				out = append(out, table.Of(common.Value))
			case common.StaticCallee() != nil && common.StaticCallee().Name() == "Lock":
				out = append(out, table.Of(common.Args[0]))
			}
		}
	}
	for _, lit := range fn.AnonFuncs {
		out = append(out, locked(table, lit)...)
	}
	return out
}

const decls = `
type inner struct {
	mu sync.Mutex
	l  sync.Locker
}

type lock struct{ sync.Mutex }

type outer struct {
	in    inner
	ptr   *inner
	list  []inner
	ptrs  map[string]*inner
	grid  [4]sync.Mutex
	own   lock
	plain struct{ mu sync.Mutex }
}

type embeds struct{ *inner; sync.Mutex }

type pair[T any] struct {
	mu sync.Mutex
	v  T
}

var global sync.Mutex
var state struct{ mu sync.Mutex }
var object outer
`

// Each function locks once; the places are rendered by their text and class.
func TestOf(t *testing.T) {
	for _, test := range []struct{ name, src, text, class string }{
		{"parameter", `func f(mu *sync.Mutex) { mu.Lock() }`, "mu", ""},
		{"field", `func f(o *outer) { o.in.mu.Lock() }`, "o.in.mu", "example.com/m.inner.mu"},
		{"pointer", `func f(o *outer) { o.ptr.mu.Lock() }`, "o.ptr.mu", "example.com/m.inner.mu"},
		{"interface", `func f(o *outer) { o.in.l.Lock() }`, "o.in.l", "example.com/m.inner.l"},
		{"converted", `func f(o *outer) { sync.Locker(&o.in.mu).Lock() }`, "o.in.mu", "example.com/m.inner.mu"},
		{"slice", `func f(o *outer, i int) { o.list[i].mu.Lock() }`, "o.list[i].mu", "example.com/m.inner.mu"},
		{"constant index", `func f(o *outer) { o.list[3].mu.Lock() }`, "o.list[3].mu", "example.com/m.inner.mu"},
		{"map", `func f(o *outer, k string) { o.ptrs[k].mu.Lock() }`, "o.ptrs[k].mu", "example.com/m.inner.mu"},
		{"array", `func f(o *outer, i int) { o.grid[i].Lock() }`, "o.grid[i]", "example.com/m.outer.grid[]"},
		{"lock type", `func f(o *outer) { o.own.Lock() }`, "o.own.Mutex", "example.com/m.outer.own.Mutex"},
		{"unnamed struct", `func f(o *outer) { o.plain.mu.Lock() }`, "o.plain.mu", "example.com/m.outer.plain.mu"},
		{"embedded", `func f(e *embeds) { e.Lock() }`, "e.Mutex", "example.com/m.embeds.Mutex"},
		{"embedded pointer", `func f(e *embeds) { e.mu.Lock() }`, "e.inner.mu", "example.com/m.inner.mu"},
		{"generic", `func f[T any](p *pair[T]) { p.mu.Lock() }`, "p.mu", "example.com/m.pair.mu"},
		{"instance", `func f(p *pair[int]) { p.mu.Lock() }`, "p.mu", "example.com/m.pair.mu"},
		{"global", `func f() { global.Lock() }`, "m.global", "example.com/m.global"},
		{"global struct", `func f() { state.mu.Lock() }`, "m.state.mu", "example.com/m.state.mu"},
		{"global object", `func f() { object.in.mu.Lock() }`, "m.object.in.mu", "example.com/m.inner.mu"},
		{"local", `func f() { var mu sync.Mutex; mu.Lock(); g(&mu) }; func g(*sync.Mutex) {}`, "mu", ""},
		{"result", `func f() { g().Lock() }; func g() *sync.Mutex { return nil }`, "g(…)", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			pkg, table := program(t, decls+test.src)
			fn := pkg.Func("f")
			places := locked(table, fn)
			if len(places) != 1 {
				t.Fatalf("%d places, want 1", len(places))
			}
			p := places[0]
			if text := p.In(fn); text != test.text {
				t.Errorf("In = %q, want %q", text, test.text)
			}
			if class := p.Class(); class != test.class {
				t.Errorf("Class = %q, want %q", class, test.class)
			}
		})
	}
}

// Each function locks twice: the same lock, or not.
func TestSameHere(t *testing.T) {
	for _, test := range []struct {
		name, src string
		same      bool
	}{
		{"path", `func f(o *outer) { o.ptr.mu.Lock(); o.ptr.mu.Lock() }`, true},
		{"other field", `func f(o *outer) { o.ptr.mu.Lock(); o.in.mu.Lock() }`, false},
		{"other object", `func f(o, q *outer) { o.in.mu.Lock(); q.in.mu.Lock() }`, false},
		{"variable", `func f(o *outer) { p := o.ptr; p.mu.Lock(); mu := &o.ptr.mu; mu.Lock() }`, true},
		{"captured", `func f(o *outer) { o.in.mu.Lock(); func() { o.in.mu.Lock() }() }`, true},
		{"captured twice", `func f(o *outer) { o.in.mu.Lock(); func() { func() { o.in.mu.Lock() }() }() }`, true},
		{"assigned by a literal", `func f(o *outer) { p := o.ptr; p.mu.Lock(); func() { p = nil }(); o.ptr.mu.Lock() }`, false},
		{"struct", `func f(o *outer) { v := struct{ p *inner }{o.ptr}; v.p.mu.Lock(); o.ptr.mu.Lock() }`, true},
		{"index", `func f(o *outer, i int) { o.list[i].mu.Lock(); o.list[i].mu.Lock() }`, true},
		{"other index", `func f(o *outer, i, j int) { o.list[i].mu.Lock(); o.list[j].mu.Lock() }`, false},
		{"constants", `func f(o *outer) { o.list[1].mu.Lock(); o.list[2].mu.Lock() }`, false},
		{"assertion", `func f(x any) { x.(*outer).in.mu.Lock(); x.(*outer).in.mu.Lock() }`, true},
		{"branch", `func f(o *outer, b bool) { p := o.ptr; if b { p = &o.in }; p.mu.Lock(); o.ptr.mu.Lock() }`, false},
		{"same branch", `func f(o *outer, b bool) { p := o.ptr; if b { p = o.ptr }; p.mu.Lock(); o.ptr.mu.Lock() }`, true},
		{"two calls", `func f() { g().Lock(); g().Lock() }; func g() *sync.Mutex { return nil }`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			pkg, table := program(t, decls+test.src)
			places := locked(table, pkg.Func("f"))
			if len(places) != 2 {
				t.Fatalf("%d places, want 2", len(places))
			}
			if same := places[0] == places[1]; same != test.same {
				t.Errorf("%s and %s: same is %v, want %v", places[0].In(nil), places[1].In(nil), same, test.same)
			}
		})
	}
}

// What a getter returns is up to the one who knows functions.
func TestCall(t *testing.T) {
	pkg, table := program(t, decls+`
func (o *outer) mutex() *sync.Mutex { return &o.in.mu }
func f(o *outer) { o.mutex().Lock(); o.in.mu.Lock() }`)
	table.Call = func(call *ssa.Call, _ int) *Place {
		if call.Call.StaticCallee().Name() != "mutex" {
			return nil
		}
		in := table.Field(table.Of(call.Call.Args[0]), "example.com/m.outer", "in", false)
		return table.Field(in, "example.com/m.inner", "mu", false)
	}
	if places := locked(table, pkg.Func("f")); len(places) != 2 || places[0] != places[1] {
		t.Errorf("the getter's lock is %s, the other %s", places[0].In(nil), places[1].In(nil))
	}
}

func TestSubst(t *testing.T) {
	pkg, table := program(t, decls+`
func callee(o *outer, k string) { o.ptrs[k].mu.Lock() }
func caller(q *outer) { q.ptrs["x"].mu.Lock() }`)
	from := locked(table, pkg.Func("callee"))[0]
	to := locked(table, pkg.Func("caller"))[0]
	object, key := table.Of(pkg.Func("caller").Params[0]), table.Named(Const, `"x"`)
	got := table.Subst(from, func(root *Place) *Place {
		switch root.Value.Name() {
		case "o":
			return object
		case "k":
			return key
		}
		return nil
	})
	if got != to {
		t.Errorf("Subst = %v, want %s", got, to.In(nil))
	}
	if got := table.Subst(from, func(root *Place) *Place {
		if root.Value.Name() == "o" {
			return object
		}
		return nil
	}); got != nil {
		t.Errorf("Subst without a key = %s, want nil", got.In(nil))
	}
	for _, p := range []*Place{table.Named(Global, "example.com/m.global"), table.Named(Class, "example.com/m.inner.mu"), key} {
		if got := table.Subst(p, func(*Place) *Place { return nil }); got != p {
			t.Errorf("Subst(%s) = %v: it has no root to replace", p.In(nil), got)
		}
	}
}

func TestSome(t *testing.T) {
	pkg, table := program(t, decls+`
func f(o *outer, i int) { o.list[i].mu.Lock() }
func g(mu *sync.Mutex) { mu.Lock() }`)
	p := table.Some(locked(table, pkg.Func("f"))[0])
	if p == nil || p.Kind != Class || p.Name != "example.com/m.inner.mu" || table.Some(p) != p {
		t.Errorf("Some = %v", p)
	}
	if p := table.Some(locked(table, pkg.Func("g"))[0]); p != nil {
		t.Errorf("Some = %s for a lock without a class", p.In(nil))
	}
}

func TestExposed(t *testing.T) {
	table := NewTable()
	param := table.Root(Param, 0)
	exported := table.Field(param, "example.com/m.T", "Mu", false)
	for _, test := range []struct {
		p    *Place
		want bool
	}{
		{param, true},
		{exported, true},
		{table.Field(table.Deref(exported), "example.com/m.U", "mu", false), false},
		{table.Named(Global, "example.com/m.Mu"), true},
		{table.Named(Global, "example.com/m.mu"), false},
		{table.Named(Class, "example.com/m.T.Mu"), true},
		{table.Named(Class, "example.com/m.T.mu"), false},
	} {
		if got := test.p.Exposed(); got != test.want {
			t.Errorf("%s: Exposed = %v", test.p.In(nil), got)
		}
	}
}

func TestSuffix(t *testing.T) {
	table := NewTable()
	param := table.Root(Param, 0)
	field := table.Field(param, "m.T", "p", false)
	mu := table.Field(table.Deref(field), "m.U", "mu", false)
	if base, key := mu.Suffix(1); base != table.Deref(field) || key != "m.U.mu/" {
		t.Errorf("Suffix(1) = %v, %q", base, key)
	}
	if base, key := mu.Suffix(3); base != param || key != "m.U.mu/*/m.T.p/" {
		t.Errorf("Suffix(3) = %v, %q", base, key)
	}
	if base, _ := mu.Suffix(4); base != nil {
		t.Errorf("Suffix(4) = %v, but there are only 3 steps", base)
	}
	if base, _ := table.Elem(param, param).Suffix(1); base != nil {
		t.Error("an element has a suffix")
	}
}

func TestShortClass(t *testing.T) {
	for class, want := range map[string]string{
		"example.com/m/pkg.T.mu": "pkg.T.mu",
		"pkg.T.mu":               "pkg.T.mu",
		"":                       "",

		"example.com/caddy/v2.Pool.RWMutex": "caddy.Pool.RWMutex",
		"caddy/v12.mu":                      "caddy.mu",
		"example.com/m/v1beta1.T.mu":        "v1beta1.T.mu",
		"v2.T.mu":                           "v2.T.mu",

		"github.com/quic-go/quic-go.framer.mu": "quic.framer.mu",
		"example.com/go-yaml/v3.T.mu":          "yaml.T.mu",
		"example.com/m/-.T.mu":                 "-.T.mu",
	} {
		if got := ShortClass(class); got != want {
			t.Errorf("ShortClass(%q) = %q, want %q", class, got, want)
		}
	}
}
