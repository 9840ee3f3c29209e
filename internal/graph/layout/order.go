package layout

import (
	"cmp"
	"slices"
)

// sweeps is how often the columns are ordered by their neighbours, from the
// left and from the right in turn. More brings next to nothing.
const sweeps = 16

// order orders the columns so that few edges cross.
func (t *part) order() {
	rank := make([]int, len(t.vertices)) // from the top of the column
	note := func(column []int) {
		for i, v := range column {
			rank[v] = i
		}
	}
	for _, column := range t.columns {
		note(column)
	}
	best, fewest := t.copyColumns(), t.crossings(rank)
	for sweep := 0; sweep < sweeps && fewest > 0; sweep++ {
		for i := range t.columns {
			beside := func(v int) []int { return t.vertices[v].prev }
			if sweep%2 == 1 {
				i = len(t.columns) - 1 - i
				beside = func(v int) []int { return t.vertices[v].next }
			}
			center := make(map[int]float64, len(t.columns[i]))
			for _, v := range t.columns[i] {
				center[v] = mean(beside(v), float64(rank[v]), func(u int) float64 { return float64(rank[u]) })
			}
			slices.SortStableFunc(t.columns[i], func(a, b int) int { return cmp.Compare(center[a], center[b]) })
			note(t.columns[i])
		}
		if n := t.crossings(rank); n < fewest {
			best, fewest = t.copyColumns(), n
		}
	}
	t.columns = best
}

func (t *part) copyColumns() [][]int {
	out := make([][]int, len(t.columns))
	for i, column := range t.columns {
		out[i] = slices.Clone(column)
	}
	return out
}

// mean returns the mean of f over vs, or other if there are none.
func mean(vs []int, other float64, f func(v int) float64) float64 {
	if len(vs) == 0 {
		return other
	}
	sum := 0.0
	for _, v := range vs {
		sum += f(v)
	}
	return sum / float64(len(vs))
}

// crossings counts the crossings of edges between neighbouring columns.
func (t *part) crossings(rank []int) int {
	n := 0
	for _, column := range t.columns {
		seen := make([]int, 0, len(column)) // where the edges so far end, sorted
		for _, v := range column {
			ends := make([]int, 0, len(t.vertices[v].next))
			for _, w := range t.vertices[v].next {
				ends = append(ends, rank[w])
				i, _ := slices.BinarySearch(seen, rank[w]+1)
				n += len(seen) - i
			}
			for _, end := range ends {
				i, _ := slices.BinarySearch(seen, end)
				seen = slices.Insert(seen, i, end)
			}
		}
	}
	return n
}
