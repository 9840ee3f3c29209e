// Package scc finds the strongly connected components of graphs.
package scc

import "slices"

// Components returns the strongly connected components of all that can be
// reached from roots, by Tarjan's algorithm: a component comes after those
// that it leads to, and in a component what was reached last comes first. The
// order depends on that of roots and next only.
func Components[N comparable](roots []N, next func(N) []N) [][]N {
	var (
		out   [][]N
		stack []N
		index = make(map[N]int) // from 1
		low   = make(map[N]int)
		done  = make(map[N]bool)
		visit func(n N)
	)
	visit = func(n N) {
		index[n] = len(index) + 1
		low[n] = index[n]
		stack = append(stack, n)
		for _, m := range next(n) {
			if done[m] {
				continue
			}
			if index[m] == 0 {
				visit(m)
			}
			low[n] = min(low[n], low[m])
		}
		if low[n] != index[n] {
			return
		}
		i := slices.Index(stack, n)
		component := slices.Clone(stack[i:])
		slices.Reverse(component)
		stack = stack[:i]
		for _, m := range component {
			done[m] = true
		}
		out = append(out, component)
	}
	for _, n := range roots {
		if index[n] == 0 {
			visit(n)
		}
	}
	return out
}
