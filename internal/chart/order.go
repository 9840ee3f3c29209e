package chart

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// orderHead explains the document. The command is that of [Locks.Order]'s caller.
const orderHead = "# Lock order\n\n" +
	"The order in which this code takes its locks: while a lock is held, only locks of later levels are taken. Levels follow\n" +
	"from the code as it is; `%s` writes them down again.\n"

// Order returns the order of the locks as a document in Markdown that people
// keep and compare: it says nothing that changes when code moves. The command is
// the one that writes it.
func (l *Locks) Order(command string) []byte {
	next, prev := make(map[string][]string), make(map[string][]string)
	for _, e := range l.Edges {
		next[e.From] = append(next[e.From], e.To)
		prev[e.To] = append(prev[e.To], e.From)
	}
	level := l.levels(prev)
	levels := make(map[int][]Lock)
	last := 0
	var alone []string
	for _, k := range l.Locks {
		if len(next[k.Class])+len(prev[k.Class]) == 0 {
			if k.Pos.File != "" { // of these packages
				alone = append(alone, k.Name)
			}
			continue
		}
		n := level[k.Class]
		levels[n] = append(levels[n], k)
		last = max(last, n)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, orderHead, command)
	for n := 1; n <= last; n++ {
		fmt.Fprintf(&b, "\n## Level %d\n\n", n)
		for _, k := range levels[n] {
			fmt.Fprintf(&b, "- `%s`%s\n", k.Name, l.then(next[k.Class], k.Cycle))
		}
	}
	if len(l.Cycles) > 0 {
		b.WriteString("\n## No order\n\nThese are taken in a circle, so that none comes first:\n\n")
		for _, c := range l.Cycles {
			fmt.Fprintf(&b, "- circle %d: %s\n", c.Number, l.names(c.Locks))
		}
	}
	if len(alone) > 0 {
		b.WriteString("\n## On their own\n\nNever held together with another one:\n\n")
		for _, name := range alone {
			fmt.Fprintf(&b, "- `%s`\n", name)
		}
	}
	return b.Bytes()
}

// then says what is taken under a lock.
func (l *Locks) then(next []string, cycle int) string {
	text := ""
	if cycle > 0 {
		text = fmt.Sprintf(" (in circle %d)", cycle)
	}
	if len(next) > 0 {
		text += ", then " + l.names(next)
	}
	return text
}

// names lists classes by their names.
func (l *Locks) names(classes []string) string {
	var out []string
	for _, class := range classes {
		out = append(out, "`"+l.name(class)+"`")
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// levels returns how many locks are taken at most before each one, it being
// counted itself. Those in a cycle count as one.
func (l *Locks) levels(prev map[string][]string) map[string]int {
	circle := make(map[string][]string)
	for _, c := range l.Cycles {
		for _, class := range c.Locks {
			circle[class] = c.Locks
		}
	}
	level := make(map[string]int)
	var visit func(class string) int
	visit = func(class string) int {
		if level[class] > 0 {
			return level[class]
		}
		members := circle[class]
		if members == nil {
			members = []string{class}
		}
		n := 1
		for _, m := range members {
			level[m] = 1
		}
		for _, m := range members {
			for _, p := range prev[m] {
				if !slices.Contains(members, p) {
					n = max(n, visit(p)+1)
				}
			}
		}
		for _, m := range members {
			level[m] = n
		}
		return n
	}
	for _, k := range l.Locks {
		visit(k.Class)
	}
	return level
}
