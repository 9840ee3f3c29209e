package chart

import (
	"bytes"
	"fmt"
	"strings"
)

// Text returns the order of the locks for people: each lock that is held when
// others are taken, below it these, and where.
func (l *Locks) Text() []byte {
	var b bytes.Buffer
	from := ""
	for _, e := range l.Edges {
		if e.From != from {
			from = e.From
			fmt.Fprintf(&b, "%s\n", l.name(from))
		}
		mark := ""
		if e.Cycle > 0 {
			mark = fmt.Sprintf(" (cycle %d)", e.Cycle)
		}
		held, taken := e.modes()
		more := ""
		if n := len(e.Sites) - 1; n > 0 {
			more = fmt.Sprintf(", and in %d more", n)
		}
		fmt.Fprintf(&b, "    then %s %s%s%s\n        %s%s\n", takes[taken], l.name(e.To), holds[held], mark, where(e.Sites[0]), more)
	}
	for _, c := range l.Cycles {
		var names []string
		for _, class := range c.Locks {
			names = append(names, l.name(class))
		}
		fmt.Fprintf(&b, "cycle %d: %s\n", c.Number, strings.Join(names, ", "))
	}
	return b.Bytes()
}

// What the modes of [Edge.modes] are called.
var (
	takes = map[string]string{"W": "locks", "R": "read-locks", "WR": "locks or read-locks"}
	holds = map[string]string{"R": ", under the read lock", "WR": ", also under the read lock"}
)
