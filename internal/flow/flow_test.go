package flow

import (
	"reflect"
	"strconv"
	"testing"
)

// state is what a path knows: the property that keeps paths apart, and a set of
// facts, as bits, of which only the common ones survive a meeting.
type state struct{ property, facts int }

// problem is a data-flow problem on a graph given by its successors; step says
// what a node does to a state.
func problem(succs [][]int, step func(node int, s state) []state) Problem[state] {
	return Problem[state]{
		Key: func(s state) string { return strconv.Itoa(s.property) },
		Meet: func(old, new state) (state, bool) {
			met := state{old.property, old.facts & new.facts}
			return met, met != old
		},
		Transfer: func(node int, in state, emit func(int, state)) {
			for _, out := range step(node, in) {
				for _, succ := range succs[node] {
					emit(succ, out)
				}
			}
		},
		MaxStates: 10,
		MaxSteps:  1000,
	}
}

// diamond is a branch and its join: 0 → 1, 2; 1 → 3; 2 → 3.
var diamond = [][]int{{1, 2}, {3}, {3}, nil}

func TestForwardKeepsPropertiesApart(t *testing.T) {
	p := problem(diamond, func(node int, s state) []state {
		if node == 1 {
			s.property = 7
		}
		return []state{s}
	})
	in, complete := p.Forward(4, state{0, 1})
	want := [][]state{{{0, 1}}, {{0, 1}}, {{0, 1}}, {{7, 1}, {0, 1}}}
	if !complete || !reflect.DeepEqual(in, want) {
		t.Errorf("Forward = %v, %v, want %v", in, complete, want)
	}
}

func TestForwardMeets(t *testing.T) {
	p := problem(diamond, func(node int, s state) []state {
		s.facts |= 1 << node
		return []state{s}
	})
	in, complete := p.Forward(4, state{})
	// Bits 1 and 2 are known on one side each, bit 0 on both.
	want := [][]state{{{0, 0}}, {{0, 1}}, {{0, 1}}, {{0, 1}}}
	if !complete || !reflect.DeepEqual(in, want) {
		t.Errorf("Forward = %v, %v, want %v", in, complete, want)
	}
}

// A fact that holds on the way into a loop, but not on the way round, is given
// up, and everything after the loop learns of it.
func TestForwardIterates(t *testing.T) {
	loop := [][]int{{1}, {2, 3}, {1}, nil}
	p := problem(loop, func(node int, s state) []state {
		if node == 2 {
			s.facts = 0
		}
		return []state{s}
	})
	in, complete := p.Forward(4, state{0, 1})
	want := [][]state{{{0, 1}}, {{0, 0}}, {{0, 0}}, {{0, 0}}}
	if !complete || !reflect.DeepEqual(in, want) {
		t.Errorf("Forward = %v, %v, want %v", in, complete, want)
	}
}

// A node that emits nothing ends the path: what is after it is not reached.
func TestForwardDeadEnd(t *testing.T) {
	p := problem([][]int{{1}, {2}, {3}, nil}, func(node int, s state) []state {
		if node == 1 {
			return nil
		}
		return []state{s}
	})
	in, complete := p.Forward(4, state{})
	if !complete || len(in[1]) != 1 || in[2] != nil || in[3] != nil {
		t.Errorf("Forward = %v, %v", in, complete)
	}
}

// Bounds make the solution incomplete, and say so.
func TestForwardBounds(t *testing.T) {
	counts := func(node int, s state) []state {
		s.property++
		return []state{s}
	}
	loop := [][]int{{1}, {1, 2}, nil}
	p := problem(loop, counts)
	p.MaxStates = 5
	in, complete := p.Forward(3, state{})
	if complete || len(in[1]) != 5 {
		t.Errorf("with 5 states, Forward = %v, %v", in, complete)
	}
	p = problem(loop, counts)
	p.MaxStates, p.MaxSteps = 1000, 20
	if in, complete = p.Forward(3, state{}); complete {
		t.Errorf("with 20 steps, Forward = %v, %v", in, complete)
	}
	if n := len(in[1]); n == 0 || n > 20 {
		t.Errorf("with 20 steps, %d states", n)
	}
}

// A state may have several successors at one node.
func TestForwardForks(t *testing.T) {
	p := problem([][]int{{1}, {2}, nil}, func(node int, s state) []state {
		if node == 0 {
			return []state{{1, 1}, {2, 2}}
		}
		return []state{s}
	})
	in, complete := p.Forward(3, state{})
	want := [][]state{{{0, 0}}, {{1, 1}, {2, 2}}, {{1, 1}, {2, 2}}}
	if !complete || !reflect.DeepEqual(in, want) {
		t.Errorf("Forward = %v, %v, want %v", in, complete, want)
	}
}
