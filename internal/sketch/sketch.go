// Package sketch is what the tool tells the front end of a package's locks and
// goroutines, so that it can draw them. It is plain data, and travels as JSON
// through the go command's cache.
package sketch

import (
	"cmp"
	"slices"
	"strconv"
)

// Sketch is what is known of one package, or of several.
type Sketch struct {
	Locks    []Lock    `json:"locks,omitempty"`
	Nestings []Nesting `json:"nestings,omitempty"`
	Spawns   []Spawn   `json:"spawns,omitempty"`
	Calls    []Call    `json:"calls,omitempty"`
}

// Pos is a line of a file, the zero value one that is not known.
type Pos struct {
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
}

// Func is a function. Package is its import path, Name its name there, such as
// "(*T).M" or "F$1" for the first literal in F.
type Func struct {
	Package string `json:"package"`
	Name    string `json:"name"`
}

// Lock is a lock class that the package takes.
type Lock struct {
	Class string `json:"class"`        // "path.Type.field" or "path.variable"
	Pos   Pos    `json:"pos,omitzero"` // of its declaration, if that is in the package
}

// Nesting says that a function takes a lock while it holds another one.
type Nesting struct {
	From   string   `json:"from"` // class of the lock that is held
	To     string   `json:"to"`
	Held   Mode     `json:"held"`
	Taken  Mode     `json:"taken"`
	Gates  []string `json:"gates,omitempty"` // classes of other locks held at the time, sorted
	Func   Func     `json:"func"`
	Steps  []string `json:"steps,omitempty"` // functions on the way to where To is taken, Func's name first
	First  Pos      `json:"first,omitzero"`  // where From is taken
	Second Pos      `json:"second,omitzero"` // where To is taken, or the call that leads there
}

// Mode is how a lock is held.
type Mode string

// The modes.
const (
	Write Mode = "write"
	Read  Mode = "read"
)

// Spawn says that a function starts a goroutine.
type Spawn struct {
	By    Func   `json:"by,omitzero"`
	Runs  Func   `json:"runs,omitzero"`  // the zero value if it is not known what
	What  string `json:"what,omitempty"` // the expression that is run, if no more is known
	At    Pos    `json:"at,omitzero"`
	Start Pos    `json:"start,omitzero"` // where the function is that it runs
	Many  bool   `json:"many,omitempty"`
	Ends  []End  `json:"ends,omitempty"`
}

// End is something that ends a goroutine, or learns that it has ended.
type End struct {
	How  How    `json:"how"`
	What string `json:"what"`           // the variable
	Type string `json:"type,omitempty"` // of a group: "sync.WaitGroup", "errgroup.Group"
	By   Func   `json:"by,omitzero"`    // who waits for it or ends it; the zero value if that is not known
	At   Pos    `json:"at,omitzero"`    // where
}

// How is what the end of a goroutine has to do with an [End].
type How string

// The ways, the surest first.
const (
	Group   How = "group"   // By waits for the group of goroutines that it belongs to
	Channel How = "channel" // By receives what it sends or closes when it is done
	Context How = "context" // nobody waits, but it looks at a context that may be done
	Signal  How = "signal"  // nobody waits, but By closes or sends on a channel that it receives from
)

// Call says that a function that starts goroutines, or is one, calls another
// one that starts some, perhaps through others.
type Call struct {
	From Func `json:"from"`
	To   Func `json:"to"`
	At   Pos  `json:"at,omitzero"`
}

// Key is the single key of the object by which the tool passes on a sketch. No
// import path contains a colon, so it cannot be mistaken for findings.
const Key = "conclint:sketch"

// Add adds what another sketch knows.
func (s *Sketch) Add(t *Sketch) {
	s.Locks = append(s.Locks, t.Locks...)
	s.Nestings = append(s.Nestings, t.Nestings...)
	s.Spawns = append(s.Spawns, t.Spawns...)
	s.Calls = append(s.Calls, t.Calls...)
}

// MapFiles replaces every file name.
func (s *Sketch) MapFiles(f func(string) string) {
	for p := range s.positions {
		if p.File != "" {
			p.File = f(p.File)
		}
	}
}

// positions visits all positions.
func (s *Sketch) positions(yield func(*Pos) bool) {
	for i := range s.Locks {
		if !yield(&s.Locks[i].Pos) {
			return
		}
	}
	for i := range s.Nestings {
		if n := &s.Nestings[i]; !yield(&n.First) || !yield(&n.Second) {
			return
		}
	}
	for i := range s.Spawns {
		spawn := &s.Spawns[i]
		if !yield(&spawn.At) || !yield(&spawn.Start) {
			return
		}
		for j := range spawn.Ends {
			if !yield(&spawn.Ends[j].At) {
				return
			}
		}
	}
	for i := range s.Calls {
		if !yield(&s.Calls[i].At) {
			return
		}
	}
}

// Without removes what happens in files of which drop says so, as far as the
// sketch says where it happens.
func (s *Sketch) Without(drop func(file string) bool) {
	in := func(p Pos) bool { return p.File != "" && drop(p.File) }
	s.Locks = slices.DeleteFunc(s.Locks, func(l Lock) bool { return in(l.Pos) })
	s.Nestings = slices.DeleteFunc(s.Nestings, func(n Nesting) bool { return in(n.First) || in(n.Second) })
	s.Spawns = slices.DeleteFunc(s.Spawns, func(p Spawn) bool { return in(p.At) })
	for i := range s.Spawns {
		s.Spawns[i].Ends = slices.DeleteFunc(s.Spawns[i].Ends, func(e End) bool { return in(e.At) })
	}
	s.Calls = slices.DeleteFunc(s.Calls, func(c Call) bool { return in(c.At) })
}

// Normalise sorts all lists and removes repetitions: a package is analysed with
// and without its tests. Of two that differ only in how something comes about,
// the shorter one stays.
func (s *Sketch) Normalise() {
	sortCompact(&s.Locks, func(a, b Lock) int {
		return cmp.Or(cmp.Compare(a.Class, b.Class), cmp.Compare(unknownLast(a.Pos), unknownLast(b.Pos)), a.Pos.compare(b.Pos))
	}, func(a, b Lock) bool { return a.Class == b.Class })
	sortCompact(&s.Nestings, func(a, b Nesting) int {
		return cmp.Or(a.compare(b), cmp.Compare(len(a.Steps), len(b.Steps)), slices.Compare(a.Steps, b.Steps), cmp.Compare(len(a.Gates), len(b.Gates)), slices.Compare(a.Gates, b.Gates))
	}, func(a, b Nesting) bool { return a.compare(b) == 0 })
	sortCompact(&s.Spawns, func(a, b Spawn) int {
		return cmp.Or(a.compare(b), -cmp.Compare(len(a.Ends), len(b.Ends)), slices.CompareFunc(a.Ends, b.Ends, End.Compare))
	}, func(a, b Spawn) bool { return a.compare(b) == 0 })
	sortCompact(&s.Calls, Call.compare, func(a, b Call) bool { return a.compare(b) == 0 })
}

// sortCompact sorts a list and keeps the first of those that are the same.
func sortCompact[E any](list *[]E, compare func(a, b E) int, same func(a, b E) bool) {
	slices.SortStableFunc(*list, compare)
	*list = slices.CompactFunc(*list, same)
}

func unknownLast(p Pos) int {
	if p.File == "" {
		return 1
	}
	return 0
}

func (p Pos) compare(q Pos) int {
	return cmp.Or(cmp.Compare(p.File, q.File), cmp.Compare(p.Line, q.Line))
}

func (f Func) compare(g Func) int {
	return cmp.Or(cmp.Compare(f.Package, g.Package), cmp.Compare(f.Name, g.Name))
}

func (n Nesting) compare(m Nesting) int {
	return cmp.Or(cmp.Compare(n.From, m.From), cmp.Compare(n.To, m.To), n.Func.compare(m.Func), n.Second.compare(m.Second),
		n.First.compare(m.First), cmp.Compare(n.Held, m.Held), cmp.Compare(n.Taken, m.Taken))
}

func (s Spawn) compare(t Spawn) int {
	return cmp.Or(s.By.compare(t.By), s.At.compare(t.At), s.Runs.compare(t.Runs), cmp.Compare(s.What, t.What))
}

// Compare orders ends, the surest way first.
func (e End) Compare(f End) int {
	return cmp.Or(cmp.Compare(e.How.rank(), f.How.rank()), cmp.Compare(e.What, f.What), e.At.compare(f.At), e.By.compare(f.By))
}

// rank orders the ways, the surest first.
func (h How) rank() int { return slices.Index([]How{Group, Channel, Context, Signal}, h) }

func (c Call) compare(d Call) int {
	return cmp.Or(c.From.compare(d.From), c.To.compare(d.To), c.At.compare(d.At))
}

// String returns "file:line", as much of it as is known.
func (p Pos) String() string {
	if p.Line == 0 {
		return p.File
	}
	return p.File + ":" + strconv.Itoa(p.Line)
}
