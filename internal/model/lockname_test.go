package model

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"
)

const lockSource = `package p

import "sync"

type Device struct {
	mu    sync.Mutex
	peers struct {
		sync.RWMutex
		byKey map[string]*Peer
	}
	shards [4]Shard
	rows   [2][]sync.Mutex
	own    *Guard
	cond   sync.Locker
	n      int
	done   chan sync.Mutex
}

type Peer struct{ *Base }

type Base struct{ Lock2 sync.Mutex }

type Shard struct {
	sync.Mutex
	n int
	m int
	o int
	p int
	q int
}

type Guard struct{ mu sync.Mutex }

func (g *Guard) Lock()   { g.mu.Lock() }
func (g *Guard) Unlock() { g.mu.Unlock() }

type Generic[K comparable] struct{ mu sync.Mutex }

type Same = Device

var global sync.Mutex

var guard Guard

var devices map[string]*Device
`

func TestFindLock(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", lockSource, 0)
	if err != nil {
		t.Fatal(err)
	}
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, err := conf.Check("x/p", fset, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, class, variable string }{
		{"Device.mu", "x/p.Device.mu", "mu"},
		{"Same.mu", "x/p.Device.mu", "mu"},
		{"Device.peers", "x/p.Device.peers.RWMutex", "peers"},
		{"Device.peers.RWMutex", "x/p.Device.peers.RWMutex", "RWMutex"},
		{"Device.peers.byKey.Lock2", "x/p.Base.Lock2", "Lock2"},
		{"Device.shards", "x/p.Shard.Mutex", "shards"},
		{"Device.shards[].Mutex", "x/p.Shard.Mutex", "Mutex"},
		{"Shard", "x/p.Shard.Mutex", "Mutex"},
		{"Device.rows[][]", "x/p.Device.rows[][]", "rows"},
		{"Device.rows", "x/p.Device.rows[][]", "rows"},
		{"Device.own", "x/p.Device.own.mu", "own"},
		{"Device.cond", "x/p.Device.cond", "cond"},
		{"Generic.mu", "x/p.Generic.mu", "mu"},
		{"global", "x/p.global", "global"},
		{"guard", "x/p.guard.mu", "guard"},
		{"devices.mu", "x/p.Device.mu", "mu"},
	} {
		l, err := FindLock(pkg, test.name)
		if err != nil || l.Class != test.class || l.Var.Name() != test.variable {
			t.Errorf("%s is %v (error: %v), want %s of %s", test.name, l, err, test.class, test.variable)
		}
	}
	for _, test := range []struct{ name, want string }{
		{"gone", "there is no gone"},
		{"Device", "Device is no lock"},
		{"device.mu", "there is no device (did you mean Device?)"},
		{"Device.MU", "p.Device has no field MU (did you mean mu?)"},
		{"Device.gone", "p.Device has no field gone"},
		{"Device.n", "Device.n is no lock"},
		{"Device.n.mu", "p.Device.n has no fields"},
		{"Device.done", "Device.done is no lock"},
		{"Guard.Lock", "p.Guard has no field Lock"},
	} {
		if l, err := FindLock(pkg, test.name); err == nil || err.Error() != test.want {
			t.Errorf("%s is %v, error %q, want error %q", test.name, l, err, test.want)
		}
	}
}

func TestOrderPath(t *testing.T) {
	o := NewOrder([]Declared{{Before: "x/a.A", After: "b"}, {Before: "b", After: "c"}, {Before: "c", After: "d"}, {Before: "x/a.A", After: "c"}, {Before: "d", After: "c"}})
	for _, test := range []struct{ from, to, want string }{
		{"x/a.A", "d", "a.A < c < d"},
		{"d", "d", "d < c < d"},
		{"b", "x/a.A", ""},
		{"gone", "b", ""},
	} {
		got := ""
		if path := o.Path(test.from, test.to); path != nil {
			got = Chain(path)
		}
		if got != test.want {
			t.Errorf("from %s to %s: %q, want %q", test.from, test.to, got, test.want)
		}
	}
}
