package interleave

import (
	"fmt"
	"slices"
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
// they are met. Two states with equal keys can go on in the same ways. One keyer
// serves for all states of a scope; most of an exploration's time is spent here.
type keyer struct {
	s       *state
	b       []byte
	objects map[int]int
	order   []int
	symbols map[symbol]int
	asked   []symbol
	fns     map[*ssa.Function]int
	live    *liveness
	sorted  []string // space for the keys of a map
}

func newKeyer(live *liveness) *keyer {
	return &keyer{objects: make(map[int]int), symbols: make(map[symbol]int), fns: make(map[*ssa.Function]int), live: live}
}

// of returns the key of a state.
func (k *keyer) of(s *state) string {
	k.s, k.b, k.order, k.asked = s, k.b[:0], k.order[:0], k.asked[:0]
	clear(k.objects)
	clear(k.symbols)
	k.bools(s.assumed, s.hollow, s.declined)
	k.int("", s.spared)
	for _, g := range s.gs {
		k.goroutine(g)
	}
	for n := 0; n < len(k.order); n++ {
		k.object(k.order[n])
	}
	for _, sym := range k.asked {
		if s.nonNil[sym] {
			k.int("!", k.symbols[sym])
		}
	}
	// Comparisons of values that are still there.
	var asked []string
	for text, sym := range s.asked {
		if n, ok := k.symbols[sym]; ok {
			asked = append(asked, strconv.Itoa(n)+"="+k.rename(text))
		} else if v, ok := s.known[sym]; ok && k.mentioned(text) {
			asked = append(asked, key(v)+"="+k.rename(text))
		}
	}
	slices.Sort(asked)
	for _, text := range asked {
		k.text(text)
		k.text(";")
	}
	return string(k.b)
}

func (k *keyer) text(s string) { k.b = append(k.b, s...) }

// int writes a number behind what tells it from the one before.
func (k *keyer) int(before string, n int) {
	k.text(before)
	k.b = strconv.AppendInt(k.b, int64(n), 10)
}

func (k *keyer) bools(bs ...bool) {
	for _, b := range bs {
		k.b = append(k.b, "ft"[succ(!b)])
	}
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
		k.text("|end")
		return
	}
	k.text("|go")
	k.bools(g.chosen)
	for n, f := range g.frames {
		k.frame(f, pendingResult(g, n))
	}
	if o := g.op; o != nil {
		// Deferred calls are all run from the same place.
		k.int("@", int(o.instr.Pos()))
		k.int(".", int(o.kind))
		k.int(".", int(o.mode))
		k.bools(o.told)
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

// frame writes a function's activation. What the pending value was before does not
// matter.
func (k *keyer) frame(f *frame, pending ssa.Value) {
	k.int("/", k.fn(f.fn))
	k.int(".", f.block.Index)
	k.int(".", f.index)
	for _, v := range k.live.at(f) {
		if v == pending {
			continue
		}
		k.text(",")
		if val, ok := f.env[v]; ok {
			k.value(val)
		} else {
			k.text("_")
		}
	}
	for _, d := range f.defers {
		k.int(";", int(d.instr.Pos()))
		k.value(d.fn)
		for _, a := range d.args {
			k.value(a)
		}
	}
	if f.once != nil {
		k.value(*f.once)
	}
	if len(f.stays) == 0 {
		return
	}
	for _, b := range f.fn.Blocks {
		if st, ok := f.stays[b]; ok {
			k.int("^", b.Index)
			k.int(":", st.n)
			k.bools(st.gave, st.unsure)
		}
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
	k.int("#", n)
}

func (k *keyer) value(v value) {
	switch v := k.s.resolve(v).(type) {
	case nil:
		k.text("-")
	case symbol:
		n, ok := k.symbols[v]
		if !ok {
			n = len(k.symbols)
			k.symbols[v] = n
			k.asked = append(k.asked, v)
		}
		k.int("?", n)
		if obj, ok := k.s.behind[v]; ok {
			k.ref(obj)
		}
	case notVal:
		k.text("!")
		k.value(v.x)
	case addr:
		k.ref(v.obj)
		k.text(v.path)
	case sliceVal:
		k.ref(v.obj)
		k.int("[:", v.n)
	case cancelVal:
		k.text("c")
		k.ref(v.ctx)
	case readSide:
		k.text("r")
		k.value(v.lock)
	case *funcVal:
		k.int("f", k.fn(v.fn))
		for _, x := range v.free {
			k.value(x)
		}
	case *ifaceVal:
		k.text("i")
		k.value(v.v)
	case *tupleVal:
		for _, x := range v.vs {
			k.value(x)
		}
	case *structVal:
		k.text("{")
		k.cells(v.cells)
		k.text("}")
	case iterator:
		k.int("it", v.n)
		k.value(v.over)
	default:
		k.text(key(v))
	}
}

func (k *keyer) cells(cells map[string]value) {
	begin := len(k.sorted) // values have cells of their own
	k.sorted = appendSorted(k.sorted, cells)
	for n := begin; n < begin+len(cells); n++ {
		path := k.sorted[n]
		k.text(path)
		k.text("=")
		k.value(cells[path])
	}
	k.sorted = k.sorted[:begin]
}

// appendSorted appends a map's keys, sorted.
func appendSorted[V any](to []string, m map[string]V) []string {
	begin := len(to)
	for name := range m {
		to = append(to, name)
	}
	slices.Sort(to[begin:])
	return to
}

func (k *keyer) object(i int) {
	o := k.s.heap[i]
	k.text("\n")
	k.bools(o.lazy, o.shared)
	k.cells(o.cells)
	if len(o.prims) > 0 {
		for _, path := range appendSorted(k.sorted, o.prims) {
			k.text(path)
			k.prim(o.prims[path])
		}
	}
	if ch := o.ch; ch != nil {
		k.text("ch")
		k.bools(ch.closed, ch.outside, ch.vague)
		k.value(ch.size)
		for _, v := range ch.buf {
			k.value(v)
		}
	}
	for _, kid := range o.kids {
		k.ref(kid)
	}
}

func (k *keyer) prim(p *prim) {
	k.int("~", p.writer)
	for _, g := range p.readers {
		k.int(",", g)
	}
	k.int("~", p.pending)
	k.int("~", p.count)
	k.int("/", p.limit)
	for _, g := range p.waiters {
		k.int(",", g)
	}
	k.bools(p.unknown, p.done)
}
