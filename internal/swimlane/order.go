package swimlane

import "slices"

// Order returns the indices of a trace's steps in the order in which they happen,
// which is the order of a picture. Passes word a trace in the order in which it
// reads best: one goroutine after the other.
func Order(rule string, steps []Step) []int {
	var first, middle, last []int
	cycle := isCycle(rule, steps)
	for i, s := range steps {
		switch {
		case read(s.Text).verb == started:
			first = append(first, i)
		case cycle && lastOf(steps, i):
			last = append(last, i)
		default:
			middle = append(middle, i)
		}
	}
	return slices.Concat(first, middle, last)
}

// isCycle reports whether each goroutine of the trace ends with asking for the
// lock with which the next one begins: the hang comes when each has its first.
func isCycle(rule string, steps []Step) bool {
	return rule == "lockorder-cycle" && !slices.ContainsFunc(steps, func(s Step) bool { return read(s.Text).stuck })
}

// lastOf reports whether a step is the last of its goroutine, and not the
// only one.
func lastOf(steps []Step, i int) bool {
	has := func(others []Step) bool {
		return slices.ContainsFunc(others, func(s Step) bool { return s.Goroutine == steps[i].Goroutine })
	}
	return has(steps[:i]) && !has(steps[i+1:])
}
