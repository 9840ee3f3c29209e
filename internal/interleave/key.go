package interleave

import (
	"fmt"
	"maps"
	"slices"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// key describes a value within one path: equal values have equal keys.
func key(v value) string {
	switch v := v.(type) {
	case symbol:
		return "?" + strconv.Itoa(int(v))
	case notVal:
		return "!" + key(v.x)
	case constVal:
		if v.v == nil {
			return "0"
		}
		return v.v.ExactString()
	case nilVal:
		return "nil"
	case addr:
		return "&" + strconv.Itoa(v.obj) + v.path
	case sliceVal:
		return fmt.Sprintf("%d[:%d]", v.obj, v.n)
	case cancelVal:
		return fmt.Sprintf("cancel %d", v.ctx)
	case *funcVal:
		s := "func " + v.fn.String()
		for _, x := range v.free {
			s += "," + key(x)
		}
		return s
	case *ifaceVal:
		return key(v.v)
	}
	return fmt.Sprintf("%p", v)
}

// keyer writes what distinguishes a state from others: what the goroutines can
// still reach, with objects and unknown values numbered in the order in which
// they are met. Two states with equal keys can go on in the same ways.
type keyer struct {
	s       *state
	b       strings.Builder
	objects map[int]int
	order   []int
	symbols map[symbol]int
	asked   []symbol
	fns     map[*ssa.Function]int
	live    *liveness
}

func (x *explorer) keyOf(s *state) string {
	k := &keyer{s: s, objects: make(map[int]int), symbols: make(map[symbol]int), fns: x.fns, live: x.live}
	fmt.Fprintf(&k.b, "%v%v%v%v", s.assumed, s.hollow, s.declined, s.spared)
	for _, g := range s.gs {
		k.goroutine(g)
	}
	for n := 0; n < len(k.order); n++ {
		k.object(k.order[n])
	}
	for _, sym := range k.asked {
		if s.nonNil[sym] {
			fmt.Fprintf(&k.b, "!%d", k.symbols[sym])
		}
	}
	// Comparisons of values that are still there.
	var asked []string
	for text, sym := range s.asked {
		if n, ok := k.symbols[sym]; ok {
			asked = append(asked, fmt.Sprintf("%d=%s", n, k.rename(text)))
		} else if v, ok := s.known[sym]; ok && k.mentioned(text) {
			asked = append(asked, fmt.Sprintf("%s=%s", key(v), k.rename(text)))
		}
	}
	sort.Strings(asked)
	k.b.WriteString(strings.Join(asked, ";"))
	return k.b.String()
}

// mentioned reports whether the operands of a question are still there.
func (k *keyer) mentioned(text string) bool {
	found := false
	for i := 0; i < len(text); i++ {
		if text[i] != '?' {
			continue
		}
		n := number(text[i+1:])
		if _, ok := k.symbols[symbol(n)]; !ok {
			return false
		}
		found = true
	}
	return found
}

// rename replaces the numbers of unknown values in a question by those of the
// key.
func (k *keyer) rename(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		b.WriteByte(text[i])
		if text[i] == '?' {
			n := number(text[i+1:])
			b.WriteString(strconv.Itoa(k.symbols[symbol(n)]))
			i += len(strconv.Itoa(n))
		}
	}
	return b.String()
}

func number(text string) int {
	n := 0
	for i := 0; i < len(text) && text[i] >= '0' && text[i] <= '9'; i++ {
		n = 10*n + int(text[i]-'0')
	}
	return n
}

func (k *keyer) goroutine(g *goroutine) {
	if g.ended {
		k.b.WriteString("|end")
		return
	}
	fmt.Fprintf(&k.b, "|go%v", g.chosen)
	for n, f := range g.frames {
		fmt.Fprintf(&k.b, "/%d.%d.%d", k.fn(f.fn), f.block.Index, f.index)
		pending := pendingResult(g, n)
		for _, v := range k.live.at(f) {
			if v == pending {
				continue // what it was before does not matter
			}
			if val, ok := f.env[v]; ok {
				k.b.WriteByte(',')
				k.value(val)
			} else {
				k.b.WriteString(",_")
			}
		}
		for _, d := range f.defers {
			fmt.Fprintf(&k.b, ";%d", d.instr.Pos())
			k.value(d.fn)
			for _, a := range d.args {
				k.value(a)
			}
		}
		if f.once != nil {
			k.value(*f.once)
		}
		for _, b := range f.fn.Blocks {
			if st, ok := f.stays[b]; ok {
				fmt.Fprintf(&k.b, "^%d:%d%v%v", b.Index, st.n, st.gave, st.unsure)
			}
		}
	}
	if o := g.op; o != nil {
		// Deferred calls are all run from the same place.
		fmt.Fprintf(&k.b, "@%d.%d%v%v", o.instr.Pos(), o.kind, o.told, o.mode)
		if o.known {
			k.value(o.at)
		}
		for _, c := range o.cases {
			k.value(c.ch)
			if c.send {
				k.value(c.val)
			}
		}
		if o.once != nil {
			k.value(o.once)
		}
		if o.start != nil {
			k.value(o.start)
		}
	}
	if g.group != nil {
		k.value(*g.group)
	}
}

// pendingResult returns the value that frame n waits for.
func pendingResult(g *goroutine, n int) ssa.Value {
	var instr ssa.Instruction
	switch {
	case n+1 < len(g.frames):
		instr = g.frames[n+1].call
	case g.op != nil:
		instr = g.op.instr
	}
	v, _ := instr.(ssa.Value)
	return v
}

func (k *keyer) fn(fn *ssa.Function) int {
	n, ok := k.fns[fn]
	if !ok {
		n = len(k.fns)
		k.fns[fn] = n
	}
	return n
}

func (k *keyer) ref(obj int) {
	n, ok := k.objects[obj]
	if !ok {
		n = len(k.objects)
		k.objects[obj] = n
		k.order = append(k.order, obj)
	}
	k.b.WriteString("#" + strconv.Itoa(n))
}

func (k *keyer) value(v value) {
	switch v := k.s.resolve(v).(type) {
	case nil:
		k.b.WriteByte('-')
	case symbol:
		n, ok := k.symbols[v]
		if !ok {
			n = len(k.symbols)
			k.symbols[v] = n
			k.asked = append(k.asked, v)
		}
		k.b.WriteString("?" + strconv.Itoa(n))
		if obj, ok := k.s.behind[v]; ok {
			k.ref(obj)
		}
	case notVal:
		k.b.WriteByte('!')
		k.value(v.x)
	case addr:
		k.ref(v.obj)
		k.b.WriteString(v.path)
	case sliceVal:
		k.ref(v.obj)
		fmt.Fprintf(&k.b, "[:%d]", v.n)
	case cancelVal:
		k.b.WriteByte('c')
		k.ref(v.ctx)
	case readSide:
		k.b.WriteByte('r')
		k.value(v.lock)
	case *funcVal:
		fmt.Fprintf(&k.b, "f%d", k.fn(v.fn))
		for _, x := range v.free {
			k.value(x)
		}
	case *ifaceVal:
		k.b.WriteByte('i')
		k.value(v.v)
	case *tupleVal:
		for _, x := range v.vs {
			k.value(x)
		}
	case *structVal:
		k.b.WriteByte('{')
		for _, path := range slices.Sorted(maps.Keys(v.cells)) {
			k.b.WriteString(path)
			k.value(v.cells[path])
		}
		k.b.WriteByte('}')
	case iterator:
		fmt.Fprintf(&k.b, "it%d", v.n)
		k.value(v.over)
	default:
		k.b.WriteString(key(v))
	}
}

func (k *keyer) object(i int) {
	o := k.s.heap[i]
	fmt.Fprintf(&k.b, "\n%v%v", o.lazy, o.shared)
	for _, path := range slices.Sorted(maps.Keys(o.cells)) {
		k.b.WriteString(path + "=")
		k.value(o.cells[path])
	}
	for _, path := range slices.Sorted(maps.Keys(o.prims)) {
		p := o.prims[path]
		fmt.Fprintf(&k.b, "%s~%d%v%d%d/%d%v%v%v", path, p.writer, p.readers, p.pending, p.count, p.limit, p.unknown, p.waiters, p.done)
	}
	if ch := o.ch; ch != nil {
		fmt.Fprintf(&k.b, "ch%v%v", ch.closed, ch.outside)
		k.value(ch.size)
		for _, v := range ch.buf {
			k.value(v)
		}
	}
	for _, kid := range o.kids {
		k.ref(kid)
	}
}
