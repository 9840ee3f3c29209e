package swimlane

import (
	"strconv"
	"strings"
)

// verb is what a step does.
type verb uint8

const (
	other verb = iota
	locks
	unlocks
	sends
	receives
	selects
	closes
	waits  // for a WaitGroup or a Cond
	wakes  // one or all who wait for a Cond
	counts // down a WaitGroup
	starts // a goroutine
	started
	returns
	calls
)

// op is what a step's text says.
type op struct {
	in     string // the function that does it, if the text says so
	verb   verb
	object string // as the source has it
	stuck  bool   // the goroutine never gets beyond this
	panics bool
	needs  bool // a lock that goroutine 1 holds
	late   bool // it would come next, but never does
	cause  int  // the goroutine because of which it is stuck, if the text says so
}

// verbs are the words that begin a step, after the name of a function at most;
// those of package words, and what passes write themselves.
var verbs = []struct {
	words string
	verb  verb
}{
	{"locks ", locks},
	{"read-locks ", locks},
	{"unlocks ", unlocks},
	{"read-unlocks ", unlocks},
	{"sends on ", sends},
	{"receives from ", receives},
	{"ranges over ", receives},
	{"waits in select", selects},
	{"closes ", closes},
	{"waits for ", waits},
	{"starts a goroutine", starts},
	{"starts the goroutine", starts},
	{"is started here", started},
	{"returns", returns},
	{"calls ", calls},
}

// read understands a step.
func read(text string) op {
	var o op
	text = strings.ReplaceAll(text, "\n", " ")
	if rest, ok := strings.CutPrefix(text, "only then "); ok {
		o.late, text = true, rest
	} else if rest, ok := strings.CutPrefix(text, "only "); ok {
		o.late, text = true, rest
	}
	if before, cause, ok := strings.Cut(text, " because of goroutine "); ok {
		if n, err := strconv.Atoi(cause); err == nil {
			o.cause, text = n, before
		}
	}
	cut := func(suffix string) (ok bool) {
		text, ok = strings.CutSuffix(text, suffix)
		return ok
	}
	o.stuck = cut(" for ever") || cut("never gets beyond this") || cut("comes here again and again")
	o.panics = cut(" and panics")
	o.needs = cut(", which needs the lock") || cut(" when it holds the lock")
	text, _, _ = strings.Cut(text, ", which returns with ")
	if before, _, ok := strings.Cut(text, " with "); ok && cut(" locked") {
		o.stuck, text = true, before
	}
	text, _, _ = strings.Cut(text, " while holding ")
	o.in, o.verb, o.object = split(text)
	if o.verb == calls {
		o.called()
	}
	return o
}

// split returns the function at the beginning of a text, if there is one, the
// verb, and what comes after it.
func split(text string) (in string, v verb, object string) {
	for _, v := range verbs {
		if object, ok := strings.CutPrefix(text, v.words); ok {
			return "", v.verb, object
		}
	}
	in, text, _ = strings.Cut(text, " ")
	for _, v := range verbs {
		if object, ok := strings.CutPrefix(text, v.words); ok {
			return in, v.verb, object
		}
	}
	return "", other, ""
}

// called looks at what is called.
func (o *op) called() {
	i := strings.LastIndexByte(o.object, '.')
	if i < 0 {
		if o.object == "Done" {
			o.verb, o.object = counts, ""
		}
		return
	}
	switch o.object[i+1:] {
	case "Signal", "Broadcast":
		o.verb, o.object = wakes, o.object[:i]
	case "Done":
		o.verb, o.object = counts, o.object[:i]
	case "Do": // of a Once, as far as names tell
		if strings.Contains(strings.ToLower(o.object[:i]), "once") {
			o.verb, o.object = locks, o.object[:i]
		}
	}
}

// same reports whether two functions mean the same by their words for an
// object, as far as a picture dares to say: "s.done" and "db.done" are, for
// a receiver can have any name.
func same(a, b string) bool {
	return a != "" && a[strings.LastIndexByte(a, '.')+1:] == b[strings.LastIndexByte(b, '.')+1:]
}
