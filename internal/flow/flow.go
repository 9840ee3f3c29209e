// Package flow solves data-flow problems and knows nothing of Go programs.
package flow

// Problem is a forward data-flow problem over a graph whose nodes are numbered
// from 0, the entry. Its solution keeps several states at a node apart, as ESP
// does (Das, Lerner and Seigle, PLDI 2002): those with different keys.
//
// Meet must be idempotent and its results must become stable after finitely
// many steps; the number of keys need not be finite, since MaxStates bounds it.
type Problem[S any] struct {
	// Key returns the property of a state that keeps it apart from others.
	Key func(S) string

	// Meet returns what is true in both of two states with the same key,
	// and whether that is less than what is true in the first.
	Meet func(old, new S) (met S, changed bool)

	// Transfer calls emit with each state that reaches a successor of the
	// node when the node is entered in state in.
	Transfer func(node int, in S, emit func(succ int, out S))

	MaxStates int // at one node
	MaxSteps  int // calls of Transfer
}

// Forward returns the states at the start of each of n nodes, in the order in
// which they were found, when node 0 is entered in the state entry. It reports
// whether the solution is complete; if not, a bound was reached, and there are
// states that it leaves out.
func (p Problem[S]) Forward(n int, entry S) (in [][]S, complete bool) {
	type item struct{ node, index int }
	var (
		queue   []item
		waiting = make(map[item]bool)
		byKey   = make([]map[string]int, n)
	)
	in = make([][]S, n)
	complete = true
	push := func(it item) {
		if !waiting[it] {
			waiting[it] = true
			queue = append(queue, it)
		}
	}
	reach := func(node int, s S) {
		key := p.Key(s)
		i, seen := byKey[node][key]
		switch {
		case seen:
			met, changed := p.Meet(in[node][i], s)
			if !changed {
				return
			}
			in[node][i] = met
		case len(in[node]) >= p.MaxStates:
			complete = false
			return
		default:
			if byKey[node] == nil {
				byKey[node] = make(map[string]int)
			}
			i = len(in[node])
			byKey[node][key] = i
			in[node] = append(in[node], s)
		}
		push(item{node, i})
	}
	reach(0, entry)
	for steps := 0; len(queue) > 0; steps++ {
		if steps >= p.MaxSteps {
			return in, false
		}
		it := queue[0]
		queue = queue[1:]
		delete(waiting, it)
		p.Transfer(it.node, in[it.node][it.index], reach)
	}
	return in, complete
}
