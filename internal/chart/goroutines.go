package chart

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/graph"
	"github.com/conclint/conclint/internal/sketch"
)

// Goroutines is who starts which goroutines, and what ends them.
type Goroutines struct {
	Spawns []sketch.Spawn `json:"spawns"`
	Calls  []sketch.Call  `json:"calls"` // of those who start some by others who do, or who are started
}

// GoroutinesOf returns the goroutines of a sketch, which is normalised.
func GoroutinesOf(s *sketch.Sketch) *Goroutines {
	g := &Goroutines{Spawns: append([]sketch.Spawn{}, s.Spawns...), Calls: append([]sketch.Call{}, s.Calls...)} // that JSON has as lists
	g.dropCalls()
	return g
}

// Keep leaves the goroutines that packages start whose import paths match.
func (g *Goroutines) Keep(pkg *regexp.Regexp) {
	if pkg != nil {
		g.Spawns = slices.DeleteFunc(g.Spawns, func(s sketch.Spawn) bool { return !pkg.MatchString(s.By.Package) })
		g.dropCalls()
	}
}

// dropCalls removes calls that lead from or to nothing that there is.
func (g *Goroutines) dropCalls() {
	starts, known := make(map[sketch.Func]bool), make(map[sketch.Func]bool)
	for _, s := range g.Spawns {
		starts[s.By], known[s.By], known[s.Runs] = true, true, true
	}
	g.Calls = slices.DeleteFunc(g.Calls, func(c sketch.Call) bool {
		return !starts[c.To] || !known[c.From] && c.From.Name != "main"
	})
	type pair struct{ from, to sketch.Func }
	seen := make(map[pair]bool)
	g.Calls = slices.DeleteFunc(g.Calls, func(c sketch.Call) bool {
		p := pair{c.From, c.To}
		again := seen[p] || c.From == c.To
		seen[p] = true
		return again
	})
}

// id names a function for machines.
func id(f sketch.Func) string { return f.Package + "." + f.Name }

// runs returns the ID and the label of what a goroutine runs.
func runs(s sketch.Spawn) (string, string) {
	if s.Runs == (sketch.Func{}) {
		return id(s.By) + " go " + s.What, s.What
	}
	return id(s.Runs), ""
}

// Graph returns a graph with a node for each function that starts goroutines or
// is one. Edges lead from who starts one to it, and, dashed, from who calls to
// who is called.
func (g *Goroutines) Graph() *graph.Graph {
	full := make(map[string]bool)
	labels, titles := make(map[string]string), make(map[string]string)
	for _, s := range g.Spawns {
		full[id(s.By)] = true
		to, label := runs(s)
		if label == "" {
			full[to] = true
		}
		labels[to] = label
		if s.Start.File != "" {
			titles[to] = s.Start.String()
		}
	}
	for _, c := range g.Calls {
		full[id(c.From)] = true
	}
	short := shortNames(full)
	out := new(graph.Graph)
	for _, name := range sorted(full) {
		labels[name] = short[name]
	}
	all := make(map[string]bool)
	for name := range labels {
		all[name] = true
	}
	for _, name := range sorted(all) {
		out.Nodes = append(out.Nodes, graph.Node{ID: name, Label: labels[name], Title: titles[name]})
	}
	for _, s := range g.Spawns {
		to, _ := runs(s)
		title := s.At.String()
		for _, line := range Endings(s) {
			title += "\n" + line
		}
		label := joined(s)
		if s.Many {
			label = strings.TrimSpace("n× " + label)
		}
		out.Edges = append(out.Edges, graph.Edge{From: id(s.By), To: to, Label: label, Title: title})
	}
	for _, c := range g.Calls {
		out.Edges = append(out.Edges, graph.Edge{From: id(c.From), To: id(c.To), Title: c.At.String() + "\ncalls", Dashed: true})
	}
	return out
}

// joined says in a word what ends a goroutine, or how somebody learns its end.
func joined(s sketch.Spawn) string {
	if len(s.Ends) == 0 {
		return "?"
	}
	e := s.Ends[0]
	if e.Type != "" {
		return e.Type
	}
	return map[sketch.How]string{sketch.Channel: "channel", sketch.Context: "context", sketch.Signal: "told"}[e.How]
}

// Endings says, in a line for each way, what is known of the end of a goroutine.
func Endings(s sketch.Spawn) []string {
	var out []string
	for _, e := range s.Ends {
		by := e.By.Name
		if e.At.File != "" {
			by += " (" + e.At.String() + ")"
		}
		line := ""
		switch e.How {
		case sketch.Group:
			line = fmt.Sprintf("%s waits for %s, a %s", by, e.What, cmp.Or(e.Type, "group"))
		case sketch.Channel:
			line = fmt.Sprintf("%s receives from %s, which it closes or sends on when it is done", by, e.What)
		case sketch.Context:
			line = fmt.Sprintf("it watches %s", e.What)
		case sketch.Signal:
			line = fmt.Sprintf("%s closes or sends on %s, from which it receives", by, e.What)
		}
		if !slices.Contains(out, line) {
			out = append(out, line)
		}
	}
	if len(out) == 0 {
		out = append(out, "nothing is known to wait for it or to end it")
	}
	return out
}
