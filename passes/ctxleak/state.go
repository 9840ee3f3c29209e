package ctxleak

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// state is what a path knows after the call that a tracer follows. States are
// never changed once others may have seen them.
type state struct {
	// holders are the values through which the function can be called: itself,
	// the variables that contain it, and literals that call it.
	holders  []ssa.Value
	facts    []fact
	bindings []binding
	objects  []*ssa.Alloc // new objects that contain the function
	deferred *ssa.Defer   // a call of the function that is pending
	unused   []ssa.Value  // what contains the context if it holds nothing and was not used yet
}

func (st *state) clone() *state {
	out := *st
	out.holders = slices.Clone(st.holders)
	out.objects = slices.Clone(st.objects)
	out.unused = slices.Clone(st.unused)
	out.facts = slices.Clone(st.facts)
	out.bindings = slices.Clone(st.bindings)
	return &out
}

// key names the state; those with the same name are equal.
func (st *state) key(names namer) string {
	var parts []string
	for _, v := range st.holders {
		parts = append(parts, names.id(v))
	}
	for _, o := range st.objects {
		parts = append(parts, "in "+names.id(o))
	}
	for _, v := range st.unused {
		parts = append(parts, "unused "+names.id(v))
	}
	for _, f := range st.facts {
		parts = append(parts, fmt.Sprintf("%t %s", f.value, f.atom))
	}
	for _, b := range st.bindings {
		var deps []ssa.Value
		parts = append(parts, names.id(b.phi)+":"+names.name(b.val, nil, &deps, 0))
	}
	slices.Sort(parts)
	return fmt.Sprintf("%t %s", st.deferred != nil, strings.Join(parts, "; "))
}

func (st *state) holds(v ssa.Value) bool { return slices.Contains(st.holders, v) }

// set makes v a holder, or makes it none.
func (st *state) set(v ssa.Value, holds bool) {
	switch i := slices.Index(st.holders, v); {
	case holds && i < 0:
		st.holders = append(st.holders, v)
	case !holds && i >= 0:
		st.holders = slices.Delete(st.holders, i, i+1)
	}
}

// resolve returns what v stands for.
func (st *state) resolve(v ssa.Value) ssa.Value {
	if st == nil {
		return v
	}
	if phi, ok := v.(*ssa.Phi); ok {
		for _, b := range st.bindings {
			if b.phi == phi {
				return b.val
			}
		}
	}
	return v
}

// learn adds a fact.
func (st *state) learn(a atom, value bool) {
	f := fact{a.text, value, a.deps}
	i, found := slices.BinarySearchFunc(st.facts, f, func(a, b fact) int { return cmp.Compare(a.atom, b.atom) })
	if !found {
		st.facts = slices.Insert(st.facts, i, f)
	}
}

// forget drops what is known about v, which changes.
func (st *state) forget(v ssa.Value) {
	st.facts = slices.DeleteFunc(st.facts, func(f fact) bool { return slices.Contains(f.deps, v) })
	st.bindings = slices.DeleteFunc(st.bindings, func(b binding) bool { return b.val == v || ssa.Value(b.phi) == v })
}

// overwrite drops what is known about the memory at an address of this name.
func (st *state) overwrite(addr string) {
	st.facts = slices.DeleteFunc(st.facts, func(f fact) bool { return strings.Contains(f.atom, "*("+addr+")") })
}
