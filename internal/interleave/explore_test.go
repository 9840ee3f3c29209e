package interleave

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

// std has packages that are as good as the real ones here, and need no loading.
var std = map[string]string{
	"sync": `package sync

type Locker interface { Lock(); Unlock() }

type Mutex struct{ state int }

func (m *Mutex) Lock()
func (m *Mutex) TryLock() bool
func (m *Mutex) Unlock()

type RWMutex struct{ state int }

func (m *RWMutex) Lock()
func (m *RWMutex) TryLock() bool
func (m *RWMutex) Unlock()
func (m *RWMutex) RLock()
func (m *RWMutex) RUnlock()

type noCopy struct{}

type Cond struct {
	noCopy noCopy
	L      Locker
}

func NewCond(l Locker) *Cond
func (c *Cond) Wait()
func (c *Cond) Signal()
func (c *Cond) Broadcast()

type WaitGroup struct{ state int }

func (wg *WaitGroup) Add(n int)
func (wg *WaitGroup) Done()
func (wg *WaitGroup) Wait()
func (wg *WaitGroup) Go(f func())

type Once struct{ done bool }

func (o *Once) Do(f func())
`,
	"time": `package time

type Duration int64
type Time struct{}

func After(d Duration) <-chan Time
`,
	"context": `package context

type Context interface {
	Done() <-chan struct{}
	Err() error
}

type CancelFunc func()

func Background() Context
func WithCancel(parent Context) (Context, CancelFunc)
`,
}

type fake map[string]*types.Package

func (f fake) Import(path string) (*types.Package, error) {
	if p, ok := f[path]; ok {
		return p, nil
	}
	return nil, fmt.Errorf("no package %s", path)
}

// load builds SSA for a package m with the declarations.
func load(t testing.TB, decls string) *ssa.Package {
	t.Helper()
	fset := token.NewFileSet()
	parse := func(src string) *ast.File {
		f, err := parser.ParseFile(fset, "", src, 0)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	imports := make(fake)
	head := "package m\n\n"
	for path, src := range std {
		// Functions without bodies are those of assembly.
		pkg, err := new(types.Config).Check(path, fset, []*ast.File{parse(src)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		imports[path] = pkg
		if strings.Contains(decls, path+".") {
			head += fmt.Sprintf("import %q\n", path)
		}
	}
	conf := &types.Config{Importer: imports}
	pkg, _, err := ssautil.BuildPackage(conf, fset, types.NewPackage("example.com/m", "m"), []*ast.File{parse(head + decls)}, ssa.InstantiateGenerics)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

// explore explores the function f of the declarations.
func explore(t testing.TB, decls string) *Result {
	t.Helper()
	return Explore(load(t, decls).Func("f"))
}

var kinds = map[Kind]string{Send: "send", Recv: "recv", Select: "select", Lock: "lock", Once: "once", WaitGroup: "wait", Cond: "cond"}

// describe writes a situation as "0 recv ch, 1 lock holder 0": the goroutines
// with what they are blocked at.
func describe(st *Stuck) string {
	words := (&Findings{Stuck: []Stuck{*st}}).words()
	var out []string
	for _, b := range st.Blocked {
		s := fmt.Sprintf("%d %s %s", b.Goroutine, kinds[b.Kind], words.Operand(b.Instr))
		if b.Kind == Lock || b.Kind == Once {
			s += fmt.Sprintf(" of %d", b.Holder)
		}
		if b.Alone {
			s += " alone"
		}
		out = append(out, strings.TrimSpace(s))
	}
	return strings.Join(out, ", ")
}

func TestStuck(t *testing.T) {
	tests := []struct {
		name, src string
		want      []string
	}{
		{"nothing", `func f() {}`, nil},
		{"send alone", `func f() { ch := make(chan int); ch <- 1 }`, []string{"0 send ch alone"}},
		{"receive alone", `func f() int { ch := make(chan int, 1); return <-ch }`, []string{"0 recv ch alone"}},
		{"receive", `func f(c bool) {
			ch := make(chan int)
			go func() { if c { ch <- 1 } }()
			<-ch
		}`, []string{"0 recv ch"}},
		{"meet", `func f() {
			ch := make(chan int)
			go func() { ch <- 1 }()
			<-ch
		}`, nil},
		{"buffered", `func f() {
			ch := make(chan int, 2)
			ch <- 1
			ch <- 2
			ch <- 3
		}`, []string{"0 send ch alone"}},
		{"select", `func f(c bool) {
			a, b := make(chan int), make(chan int)
			go func() { if c { a <- 1 } }()
			select {
			case <-a:
			case <-b:
			}
		}`, []string{"0 select select"}},
		{"empty select is meant", `func f() {
			ch := make(chan int, 1)
			ch <- 1
			select { case <-ch: default: }
		}`, nil},
		{"left behind", `func f() {
			ch := make(chan int)
			go func() { ch <- 1 }()
		}`, []string{"1 send ch"}},
		{"timeout", `func f() {
			ch := make(chan int)
			go func() { ch <- 1 }()
			select {
			case <-ch:
			case <-time.After(1):
			}
		}`, []string{"1 send ch"}},
		{"what a Once calls starts nothing", `func f(p, q bool) (n int) {
			ch := make(chan int)
			var o sync.Once
			if p {
				o.Do(func() { n++ })
				return
			}
			if q {
				o.Do(func() { n++ })
				return
			}
			ch <- 1
			return
		}`, []string{"0 send ch alone"}},
		{"what an accessor returns", `type item struct { last bool }
		func (i item) isLast() bool { return i.last }
		func f() {
			ch := make(chan item)
			go func() {
				for {
					i := <-ch
					if i.isLast() { return }
				}
			}()
			ch <- item{}
			ch <- item{true}
		}`, nil},
		{"a buffer of unknown size", `func f(n int, in []int) {
			work, results := make(chan int, n), make(chan int, len(in))
			for range n {
				go func() {
					for x := range work { results <- x }
				}()
			}
			for _, x := range in { work <- x }
			close(work)
			for range in { <-results }
		}`, nil},
		{"a big buffer", `func f(in []int) {
			work, results := make(chan int, 100), make(chan int)
			go func() {
				for x := range work { results <- x }
			}()
			for _, x := range in { work <- x }
			close(work)
			for range in { <-results }
		}`, nil},
		{"outside", `func f(ch chan int) { <-ch }`, nil},
		{"given away", `func f(g func(chan int)) {
			ch := make(chan int)
			g(ch)
			<-ch
		}`, nil},
		{"returned", `func f() chan int {
			ch := make(chan int)
			go func() { ch <- 1 }()
			return ch
		}`, nil},
		{"nil", `func f() { var ch chan int; go func() {}(); <-ch }`, []string{"0 recv ch"}},
		{"closed", `func f() { ch := make(chan int); close(ch); <-ch }`, nil},
		{"same condition", `func f(c bool) {
			ch := make(chan int)
			if c { go func() { ch <- 1 }() }
			if c { <-ch }
		}`, nil},

		{"mixed", `func f() {
			var mu sync.Mutex
			ch := make(chan int)
			go func() {
				mu.Lock()
				ch <- 1
				mu.Unlock()
			}()
			mu.Lock()
			<-ch
			mu.Unlock()
		}`, []string{"0 recv ch, 1 lock mu of 0", "0 lock mu of 1, 1 send ch"}},
		{"two locks", `func f() {
			var a, b sync.Mutex
			done := make(chan int, 1)
			go func() {
				a.Lock()
				b.Lock()
				b.Unlock()
				a.Unlock()
				done <- 1
			}()
			b.Lock()
			a.Lock()
			a.Unlock()
			b.Unlock()
		}`, []string{"0 lock a of 1, 1 lock b of 0"}},
		{"lock twice", `func f() {
			var mu sync.Mutex
			mu.Lock()
			mu.Lock()
		}`, []string{"0 lock mu of 0 alone"}},
		{"try", `func f() {
			var mu sync.Mutex
			mu.Lock()
			if mu.TryLock() { select {} }
		}`, nil},

		// A writer that waits keeps the second read-lock out.
		{"writer priority", `func f() {
			var mu sync.RWMutex
			go func() {
				mu.Lock()
				mu.Unlock()
			}()
			mu.RLock()
			mu.RLock()
			mu.RUnlock()
			mu.RUnlock()
		}`, []string{"0 lock mu of 1, 1 lock mu of 0"}},
		{"readers only", `func f() {
			var mu sync.RWMutex
			go func() {
				mu.RLock()
				mu.RUnlock()
			}()
			mu.RLock()
			mu.RLock()
			mu.RUnlock()
			mu.RUnlock()
		}`, nil},

		{"lost wake-up", `func f() {
			var mu sync.Mutex
			c := sync.NewCond(&mu)
			go func() { c.Signal() }()
			mu.Lock()
			c.Wait()
			mu.Unlock()
		}`, []string{"0 cond c"}},
		{"condition", `func f() {
			var mu sync.Mutex
			c := sync.NewCond(&mu)
			ready := false
			go func() {
				mu.Lock()
				ready = true
				mu.Unlock()
				c.Signal()
			}()
			mu.Lock()
			for !ready { c.Wait() }
			mu.Unlock()
		}`, nil},
		{"one signal for two", `func f() {
			var mu sync.Mutex
			c := sync.NewCond(&mu)
			ready := false
			wait := func() {
				mu.Lock()
				for !ready { c.Wait() }
				mu.Unlock()
			}
			go wait()
			go wait()
			mu.Lock()
			ready = true
			c.Signal()
			mu.Unlock()
		}`, []string{"1 cond c", "2 cond c"}},

		{"wait", `func f(c bool) {
			var wg sync.WaitGroup
			wg.Add(1)
			go func() { if c { wg.Done() } }()
			wg.Wait()
		}`, []string{"0 wait wg"}},
		{"wait right", `func f() {
			var wg sync.WaitGroup
			wg.Add(2)
			go func() { defer wg.Done() }()
			go wg.Done()
			wg.Go(func() {})
			wg.Wait()
		}`, nil},
		{"wait for sender", `func f() {
			var wg sync.WaitGroup
			ch := make(chan int)
			wg.Go(func() { ch <- 1 })
			wg.Wait()
			<-ch
		}`, []string{"0 wait wg, 1 send ch"}},

		{"cancelled", `func f() {
			ctx, cancel := context.WithCancel(context.Background())
			child, _ := context.WithCancel(ctx)
			go func() { cancel() }()
			<-child.Done()
		}`, nil},
		{"not cancelled", `func f() {
			ctx, cancel := context.WithCancel(context.Background())
			_, stop := context.WithCancel(ctx)
			go func() { stop() }()
			<-ctx.Done()
			cancel()
		}`, []string{"0 recv ctx.Done()"}},
		{"once", `func f() {
			var once sync.Once
			done := make(chan int)
			stop := func() { once.Do(func() { close(done) }) }
			go stop()
			go stop()
			<-done
		}`, nil},
		{"once in once", `func f() {
			var once sync.Once
			once.Do(func() { once.Do(func() {}) })
		}`, []string{"0 once once.Do of 0 alone"}},
		{"once that does not end", `func f() {
			var once sync.Once
			ch := make(chan int)
			wait := func() { <-ch }
			go func() {
				once.Do(wait)
				once.Do(wait)
			}()
			once.Do(wait)
			ch <- 1
		}`, []string{"0 once once.Do of 1, 1 recv ch", "0 recv ch, 1 once once.Do of 0"}},

		// What ends the program leaves nobody behind.
		{"unlocked twice", `func f() {
			var mu sync.Mutex
			ch := make(chan int)
			mu.Lock()
			mu.Unlock()
			mu.Unlock()
			<-ch
		}`, nil},
		{"done too often", `func f() {
			var wg sync.WaitGroup
			ch := make(chan int)
			wg.Done()
			<-ch
		}`, nil},
		{"unlocked by another", `func f() {
			var mu sync.RWMutex
			mu.RLock()
			go func() { mu.RUnlock() }()
			mu.Lock()
			mu.Unlock()
		}`, nil},

		// What mostly makes no difference to others.
		{"poll", `func f() {
			ch := make(chan int)
			go func() { ch <- 1 }()
			select {
			case <-ch:
			default:
			}
		}`, []string{"1 send ch"}},
		{"released in between", `func f() {
			var mu sync.Mutex
			ch := make(chan int)
			mu.Lock()
			go func() {
				if !mu.TryLock() { <-ch }
			}()
			mu.Unlock()
		}`, []string{"1 recv ch"}},
		{"not yet counted", `func f() {
			var wg sync.WaitGroup
			ch := make(chan int)
			go func() {
				wg.Wait()
				ch <- 1
			}()
			wg.Add(1)
			wg.Go(func() {})
			wg.Wait()
		}`, []string{"0 wait wg", "0 wait wg, 1 wait wg", "0 wait wg, 1 send ch"}},
		{"deferred alike", `func f(c bool) {
			var mu sync.Mutex
			if c {
				mu.Lock()
			} else {
				defer mu.Lock()
			}
			defer mu.Lock()
		}`, []string{"0 lock mu of 0 alone"}},

		{"generic", `func send[T any](ch chan T, v T) { ch <- v }

		func f() {
			ch := make(chan int)
			go send(ch, 1)
		}`, []string{"1 send ch"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := explore(t, test.src)
			var got []string
			for i := range r.Stuck {
				got = append(got, describe(&r.Stuck[i]))
			}
			if !r.Complete {
				t.Error("the scope is too big")
			}
			switch {
			case len(got) == 0 && len(test.want) > 0,
				slices.ContainsFunc(got, func(s string) bool { return !slices.Contains(test.want, s) }):
				t.Errorf("stuck: %q, want some of %q", got, test.want)
			}
		})
	}
}

// A schedule leads to the situation: whoever is stuck in it has made no step
// after the operation that comes last.
func TestSchedule(t *testing.T) {
	for _, test := range []struct {
		src  string
		want []string
	}{
		{
			`func f() {
				a, b := make(chan int), make(chan int)
				go func() { a <- 1; b <- 1; b <- 2 }()
				<-a
				<-b
			}`,
			[]string{"2 sends on a", "1 receives from a", "2 sends on b", "1 receives from b", "2 is started here", "2 sends on b for ever"},
		},
		// Of a select the trace has the case that goes on.
		{
			`func f(stop chan int) {
				a, b := make(chan int), make(chan int)
				go func() {
					select {
					case a <- 1:
					default:
					}
					b <- 2
				}()
				for {
					select {
					case <-b:
					case <-stop:
						return
					}
				}
			}`,
			[]string{"1 receives from stop", "2 takes the default of select", "2 is started here", "2 sends on b for ever"},
		},
	} {
		r := explore(t, test.src)
		if len(r.Stuck) != 1 {
			t.Fatalf("%d situations, want 1", len(r.Stuck))
		}
		f := &Findings{Stuck: r.Stuck}
		f.Words = f.words()
		var got []string
		for _, s := range f.Trace(&r.Stuck[0]) {
			got = append(got, fmt.Sprintf("%d %s", s.Goroutine, s.Text))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("trace %q, want %q", got, test.want)
		}
	}
}

func TestPanics(t *testing.T) {
	for src, want := range map[string]int{
		`func f() { ch := make(chan int); close(ch); close(ch) }`:                        1,
		`func f() { ch := make(chan int, 1); close(ch); ch <- 1 }`:                       1,
		`func f() { ch := make(chan int, 1); go func() { ch <- 1 }(); close(ch) }`:       1,
		`func f() { ch := make(chan int, 1); ch <- 1; close(ch); <-ch; <-ch }`:           0,
		`func f(ch chan int) { close(ch); close(ch) }`:                                   0,
		`func f(c bool) { ch := make(chan int); if c { close(ch) } else { close(ch) } }`: 0,
	} {
		if r := explore(t, src); len(r.Panics) != want {
			t.Errorf("%s: %d panics, want %d", src, len(r.Panics), want)
		}
	}
}

// What is too big ends in time, and in silence.
func TestBudgets(t *testing.T) {
	goes := strings.Repeat("go func() { mu.Lock(); n++; mu.Unlock(); ch <- n; ch <- n; mu.Lock(); n--; mu.Unlock() }()\n", 6)
	for name, src := range map[string]string{
		"goroutines": `func f() {
			ch := make(chan int)
			for i := 0; i < 12; i++ { go func() { ch <- i }() }
		}`,
		"states": `func f() {
			var mu sync.Mutex
			n := 0
			ch := make(chan int)
			` + goes + `
			<-ch
		}`,
		"steps": `func f(a []int) {
			ch := make(chan int)
			n := 0
			for x := 0; x < 20; x++ { for y := 0; y < 20; y++ { for z := 0; z < 20; z++ { n += a[n] } } }
			ch <- n
		}`,
		"recursion": `func g(ch chan int, n int) { if n > 0 { g(ch, n-1); g(ch, n-2) }; ch <- n }

		func f() { ch := make(chan int); g(ch, 9) }`,
		"forks": `func f(a, b, c, d, e, g bool) {
			ch := make(chan int, 1)
			ch <- 1
			n := 0
			if a { n++ }
			if b { n += 2 }
			if c { n += 4 }
			if d { n += 8 }
			if e { n += 16 }
			if g { n += 32 }
			if n == 63 { <-ch }
		}`,
	} {
		t.Run(name, func(t *testing.T) {
			begin := time.Now()
			r := explore(t, src)
			if d := time.Since(begin); d > 5*time.Second {
				t.Errorf("took %v", d)
			}
			for i := range r.Stuck {
				t.Errorf("stuck: %s", describe(&r.Stuck[i]))
			}
			if r.Nodes > 10*maxNodes || r.Steps > maxShallow+maxForks {
				t.Errorf("%d states, %d steps", r.Nodes, r.Steps)
			}
		})
	}
}

// Two runs have the same results, though maps are all over the place.
func TestDeterministic(t *testing.T) {
	pkg := load(t, `type job struct { n int; reply chan int }

	func work(jobs chan job, stop chan bool, mu *sync.Mutex) {
		for {
			select {
			case j := <-jobs:
				mu.Lock()
				if j.n > 0 { j.reply <- j.n }
				mu.Unlock()
			case <-stop:
				return
			}
		}
	}

	func f(n int) {
		var mu sync.Mutex
		jobs, stop := make(chan job), make(chan bool)
		m := map[string]chan int{"a": make(chan int), "b": make(chan int, 1)}
		go work(jobs, stop, &mu)
		go work(jobs, stop, &mu)
		for _, ch := range m { jobs <- job{n, ch} }
		mu.Lock()
		select {
		case <-m["a"]:
		case <-m["b"]:
		}
		mu.Unlock()
		stop <- true
	}`)
	first := Explore(pkg.Func("f"))
	if len(first.Stuck) == 0 {
		t.Error("nothing is stuck")
	}
	for range 10 {
		if again := Explore(pkg.Func("f")); !reflect.DeepEqual(first, again) {
			t.Fatalf("two runs differ: %d and %d situations, %d and %d states, %d and %d steps",
				len(first.Stuck), len(again.Stuck), first.Nodes, again.Nodes, first.Steps, again.Steps)
		}
	}
}
