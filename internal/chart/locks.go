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
	Locks  []Lock     `json:"locks"`  // sorted by class, or by class within the kept edges
	Edges  []Edge     `json:"edges"`  // sorted by From and To
	Cycles [][]string `json:"cycles"` // classes that are taken in a circle, sorted
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
	l := new(Locks)
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
	l.Cycles = nil
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
			l.Cycles = append(l.Cycles, c)
		}
	}
	slices.SortFunc(l.Cycles, slices.Compare)
	cycle := make(map[string]int)
	for i, c := range l.Cycles {
		for _, class := range c {
			cycle[class] = i + 1
		}
	}
	for i := range l.Locks {
		l.Locks[i].Cycle = cycle[l.Locks[i].Class]
	}
	for i := range l.Edges {
		e := &l.Edges[i]
		e.Cycle = 0
		if cycle[e.From] == cycle[e.To] {
			e.Cycle = cycle[e.From]
		}
	}
}

// Keep leaves the edges from or to a lock whose class matches one expression and
// whose package matches the other, and of cycles of such locks all; nil matches
// everything.
func (l *Locks) Keep(lock, pkg *regexp.Regexp) {
	wanted := func(class string) bool {
		return (lock == nil || lock.MatchString(class)) && (pkg == nil || pkg.MatchString(packageOf(class)))
	}
	used := make(map[string]bool)
	l.Edges = slices.DeleteFunc(l.Edges, func(e Edge) bool {
		if !wanted(e.From) && !wanted(e.To) && (e.Cycle == 0 || !slices.ContainsFunc(l.Cycles[e.Cycle-1], wanted)) {
			return true
		}
		used[e.From], used[e.To] = true, true
		return false
	})
	l.Locks = slices.DeleteFunc(l.Locks, func(k Lock) bool { return !used[k.Class] && !wanted(k.Class) })
	l.findCycles()
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
		g.Edges = append(g.Edges, graph.Edge{From: e.From, To: e.To, Label: e.modes(), Title: e.title(l), Cycle: e.Cycle})
	}
	for _, k := range l.Locks {
		if used[k.Class] {
			g.Nodes = append(g.Nodes, graph.Node{ID: k.Class, Label: k.Name, Title: k.title(), Cycle: k.Cycle})
		}
	}
	return g
}

// modes says how the locks are taken, where that is not for writing: R and W, or
// both, for each.
func (e Edge) modes() string {
	var held, taken [2]bool
	for _, s := range e.Sites {
		held[isRead(s.Held)], taken[isRead(s.Taken)] = true, true
	}
	if !held[1] && !taken[1] {
		return ""
	}
	letters := func(m [2]bool) string { return strings.Repeat("W", isTrue(m[0])) + strings.Repeat("R", isTrue(m[1])) }
	return letters(held) + "→" + letters(taken)
}

func isRead(m sketch.Mode) int { return isTrue(m == sketch.Read) }

func isTrue(b bool) int {
	if b {
		return 1
	}
	return 0
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
