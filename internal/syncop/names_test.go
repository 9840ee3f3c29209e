package syncop_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"github.com/conclint/conclint/internal/syncop"
)

func TestNames(t *testing.T) {
	var n syncop.Names
	if err := n.Set(" gopkg.in/p.v2.T, (*example.com/m.T).F ,,example.com/m.G,example.com/m.G"); err != nil {
		t.Fatal(err)
	}
	if got, want := n.String(), "example.com/m.G,example.com/m.T.F,gopkg.in/p.v2.T"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, bad := range []string{"T", ".T", "example.com/m", "example.com/m.", "a b.T", "m.T,x", "example.com/m.T()x y"} {
		if err := n.Set(bad); err == nil {
			t.Errorf("%q is accepted as %s", bad, &n)
		}
	}
	if n.String() != "example.com/m.G,example.com/m.T.F,gopkg.in/p.v2.T" {
		t.Errorf("an error changed the set to %s", &n)
	}
}

func TestAdded(t *testing.T) {
	const src = `package p

type Lock struct{}

func (*Lock) Lock()                {}
func (*Lock) Unlock()              {}
func (*Lock) TryLock() bool        { return true }
func (*Lock) RLock() error         { return nil }
func (*Lock) TryRLock() error      { return nil }
func (*Lock) Len() int             { return 0 }

type G[T any] struct{}

func (G[T]) RLock() {}

type Other struct{}

func (Other) Lock() {}

type Log interface{ Fatal(string) }

func Die()  {}
func Live() {}
`
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Defs: make(map[*ast.Ident]types.Object)}
	conf := types.Config{Importer: importer.Default()}
	if _, err := conf.Check("example.com/p", fset, []*ast.File{file}, info); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syncop.LockTypes, syncop.NoReturn = syncop.Names{}, syncop.Names{} })
	for _, set := range []error{
		syncop.LockTypes.Set("example.com/p.Lock,example.com/p.G"),
		syncop.NoReturn.Set("example.com/p.Die,example.com/p.Log.Fatal"),
	} {
		if set != nil {
			t.Fatal(set)
		}
	}
	want := map[string]syncop.Effect{
		"(*example.com/p.Lock).Lock":    {Kind: syncop.Acquire},
		"(*example.com/p.Lock).Unlock":  {Kind: syncop.Release},
		"(*example.com/p.Lock).TryLock": {Kind: syncop.TryAcquire},
		"(example.com/p.G[T]).RLock":    {Kind: syncop.Acquire, Mode: syncop.Read},
		"(example.com/p.Log).Fatal":     {Kind: syncop.Exit},
		"example.com/p.Die":             {Kind: syncop.Exit},
	}
	functions := 0
	for _, obj := range info.Defs {
		fn, ok := obj.(*types.Func)
		if !ok {
			continue
		}
		functions++
		got, known := syncop.Lookup(fn)
		if e, ok := want[fn.FullName()]; ok != known || got.Kind != e.Kind || got.Mode != e.Mode {
			t.Errorf("%s: %v %v, want %v %v", fn.FullName(), got, known, e, ok)
		}
	}
	if functions != 11 {
		t.Errorf("%d functions checked", functions)
	}
}
