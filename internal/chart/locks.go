package chart

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/graph"
	"github.com/conclint/conclint/internal/scc"
	"github.com/conclint/conclint/internal/sketch"
)

// Locks is the order in which a program takes its locks.
type Locks struct {
	Locks  []Lock  `json:"locks"`  // sorted by class
	Edges  []Edge  `json:"edges"`  // sorted by From and To
	Cycles []Cycle `json:"cycles"` // sorted by number
}

// Cycle is a set of locks that are taken in a circle.
type Cycle struct {
	Number int      `json:"number"` // from 1
	Locks  []string `json:"locks"`  // classes, sorted
}

// Lock is a lock class.
type Lock struct {
	sketch.Lock
	Name  string `json:"name"`            // short, but no two locks of the chart have the same
	Cycle int    `json:"cycle,omitempty"` // the number of its cycle, from 1
}

// Edge says that one lock is taken while another one is held.
type Edge struct {
	From  string           `json:"from"` // class
	To    string           `json:"to"`
	Cycle int              `json:"cycle,omitempty"`
	Sites []sketch.Nesting `json:"sites"` // the one with the shortest way first
}

// LocksOf returns the order of the locks of a sketch, which is normalised.
func LocksOf(s *sketch.Sketch) *Locks {
	l := &Locks{Locks: []Lock{}, Edges: []Edge{}, Cycles: []Cycle{}} // that JSON has as lists
	declared := make(map[string]sketch.Pos)
	classes := make(map[string]bool)
	for _, lock := range s.Locks {
		declared[lock.Class] = lock.Pos
		classes[lock.Class] = true
	}
	index := make(map[[2]string]int)
	for _, n := range s.Nestings {
		classes[n.From], classes[n.To] = true, true
		key := [2]string{n.From, n.To}
		i, ok := index[key]
		if !ok {
			i = len(l.Edges)
			index[key] = i
			l.Edges = append(l.Edges, Edge{From: n.From, To: n.To})
		}
		l.Edges[i].Sites = append(l.Edges[i].Sites, n)
	}
	for i := range l.Edges {
		slices.SortStableFunc(l.Edges[i].Sites, func(a, b sketch.Nesting) int { return len(a.Steps) - len(b.Steps) })
	}
	names := shortNames(classes)
	for _, class := range sorted(classes) {
		l.Locks = append(l.Locks, Lock{Lock: sketch.Lock{Class: class, Pos: declared[class]}, Name: names[class]})
	}
	l.findCycles()
	return l
}

// findCycles numbers the cycles.
func (l *Locks) findCycles() {
	next := make(map[string][]string)
	for _, e := range l.Edges {
		next[e.From] = append(next[e.From], e.To)
	}
	var classes []string
	for _, lock := range l.Locks {
		classes = append(classes, lock.Class)
	}
	for _, c := range scc.Components(classes, func(class string) []string { return next[class] }) {
		if len(c) > 1 {
			slices.Sort(c)
			l.Cycles = append(l.Cycles, Cycle{Locks: c})
		}
	}
	slices.SortFunc(l.Cycles, func(a, b Cycle) int { return slices.Compare(a.Locks, b.Locks) })
	cycle := make(map[string]int)
	for i := range l.Cycles {
		l.Cycles[i].Number = i + 1
		for _, class := range l.Cycles[i].Locks {
			cycle[class] = i + 1
		}
	}
	for i := range l.Locks {
		l.Locks[i].Cycle = cycle[l.Locks[i].Class]
	}
	for i := range l.Edges {
		if e := &l.Edges[i]; cycle[e.From] == cycle[e.To] {
			e.Cycle = cycle[e.From]
		}
	}
}

// Keep leaves the edges from or to a lock whose class matches one expression and
// whose package matches the other, and of cycles of such locks all; nil matches
// everything. Cycles keep their numbers. It is called once at most.
func (l *Locks) Keep(lock, pkg *regexp.Regexp) {
	wanted := func(class string) bool {
		return (lock == nil || lock.MatchString(class)) && (pkg == nil || pkg.MatchString(packageOf(class)))
	}
	used := make(map[string]bool)
	l.Edges = slices.DeleteFunc(l.Edges, func(e Edge) bool {
		if !wanted(e.From) && !wanted(e.To) && (e.Cycle == 0 || !slices.ContainsFunc(l.Cycles[e.Cycle-1].Locks, wanted)) {
			return true
		}
		used[e.From], used[e.To] = true, true
		return false
	})
	l.Locks = slices.DeleteFunc(l.Locks, func(k Lock) bool { return !used[k.Class] && !wanted(k.Class) })
	l.Cycles = slices.DeleteFunc(l.Cycles, func(c Cycle) bool {
		return !slices.ContainsFunc(l.Locks, func(k Lock) bool { return k.Cycle == c.Number })
	})
}

// packageOf returns the import path of the package of a class.
func packageOf(class string) string {
	slash := strings.LastIndexByte(class, '/') + 1
	name, _, _ := strings.Cut(class[slash:], ".")
	return class[:slash] + name
}

// Graph returns the locks that are taken together with others as a graph.
func (l *Locks) Graph() *graph.Graph {
	g := new(graph.Graph)
	used := make(map[string]bool)
	for _, e := range l.Edges {
		used[e.From], used[e.To] = true, true
		g.Edges = append(g.Edges, graph.Edge{From: e.From, To: e.To, Label: e.label(), Title: e.title(l), Cycle: e.Cycle})
	}
	for _, k := range l.Locks {
		if used[k.Class] {
			g.Nodes = append(g.Nodes, graph.Node{ID: k.Class, Label: k.Name, Title: k.title(), Cycle: k.Cycle})
		}
	}
	return g
}

// modes says how the locks are held and taken: each is "W", "R" or "WR".
func (e Edge) modes() (held, taken string) {
	letters := func(mode func(sketch.Nesting) sketch.Mode) string {
		is := func(m sketch.Mode, letter string) string {
			if slices.ContainsFunc(e.Sites, func(n sketch.Nesting) bool { return mode(n) == m }) {
				return letter
			}
			return ""
		}
		return is(sketch.Write, "W") + is(sketch.Read, "R")
	}
	return letters(func(n sketch.Nesting) sketch.Mode { return n.Held }), letters(func(n sketch.Nesting) sketch.Mode { return n.Taken })
}

// label says how the locks are held and taken, if not for writing.
func (e Edge) label() string {
	if held, taken := e.modes(); held+taken != "WW" {
		return held + "→" + taken
	}
	return ""
}

// maxSites is how many places a tooltip lists.
const maxSites = 8

func (e Edge) title(l *Locks) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, then %s", l.name(e.From), l.name(e.To))
	for i, s := range e.Sites {
		if i == maxSites {
			fmt.Fprintf(&b, "\nand %d more", len(e.Sites)-i)
			break
		}
		b.WriteString("\n" + where(s))
	}
	return b.String()
}

func (k Lock) title() string {
	if k.Pos == (sketch.Pos{}) {
		return k.Class
	}
	return k.Class + "\n" + k.Pos.String()
}

// name returns the name of a class.
func (l *Locks) name(class string) string {
	i, ok := slices.BinarySearchFunc(l.Locks, class, func(k Lock, class string) int { return strings.Compare(k.Class, class) })
	if !ok {
		return class
	}
	return l.Locks[i].Name
}

// where says where a lock is taken under another one, and on which way.
func where(n sketch.Nesting) string {
	way := strings.Join(n.Steps, " → ")
	if n.Second == (sketch.Pos{}) {
		return "in what " + n.Func.Package + " imports: " + way
	}
	return n.Second.String() + ": " + way
}
