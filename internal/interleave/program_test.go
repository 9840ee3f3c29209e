package interleave

// This file is a small language of goroutines: programs that a generator makes
// up, that an oracle interprets, and that are written down as Go for the
// explorer and for the compiler.

// program is a function with what it uses.
type program struct {
	chans  []int  // their capacities, -1 for nil
	locks  []bool // whether they are RWMutexes
	groups int    // WaitGroups
	conds  []int  // their locks; each has a flag that the lock guards
	onces  int
	ctxs   []int // their parents, -1 for none
	body   []*stmt

	method bool // written with all that it uses in a struct, and its goroutines as methods
}

// stmt is a statement. obj is the number of what it uses.
type stmt struct {
	verb      verb
	obj, n    int
	body, alt []*stmt
	cases     []*selCase
	id        int
}

// selCase is a case of a select.
type selCase struct {
	send bool
	ch   int // or a context beyond the channels, or timeout
	val  int
	body []*stmt
}

const timeout = -1 // in place of a channel: time.After

type verb uint8

const (
	send      verb = iota // n on obj
	recv                  // from obj, a channel or, beyond these, a context
	recvIf                // if n == 0: a value that is 1; otherwise: one at all
	rangeOver             // the channel obj
	closing               // of obj
	selecting             // n == 1: with a default, alt
	lock
	rlock
	unlock
	runlock
	tryLock // body if it succeeds
	addTo   // n to group obj
	done
	waitFor  // group obj
	sleep    // for !flag { Wait }, or, if n == 1, only Wait
	set      // the flag of obj
	signal   //
	wakeAll  //
	onceDo   // body
	cancel   // context obj
	spawn    // body
	spawnIn  // body, counted by group obj
	call     // body, a function literal
	branch   // on parameter obj
	repeat   // n times
	repeatN  // as often as a parameter says
	forever  //
	leave    // return
	deferFor // the only statement of body
)

// uses is what the text of a program depends on.
type uses struct {
	params [2]bool
	n      bool
	deflt  bool // it polls
	count  int
}

func (p *program) uses() uses {
	var u uses
	p.walk(func(st *stmt) {
		switch {
		case st.verb == branch:
			u.params[st.obj] = true
		case st.verb == repeatN:
			u.n = true
		case st.verb == selecting && st.n == 1:
			u.deflt = true
		}
	})
	return u
}

func (p *program) walk(f func(*stmt)) {
	for _, b := range p.blocks() {
		for _, st := range *b {
			f(st)
		}
	}
}

// blocks returns all blocks of the program.
func (p *program) blocks() []*[]*stmt {
	out := []*[]*stmt{&p.body}
	for i := 0; i < len(out); i++ {
		for _, st := range *out[i] {
			if st.verb == deferFor {
				continue // not to be changed
			}
			out = append(out, &st.body, &st.alt)
			for _, c := range st.cases {
				out = append(out, &c.body)
			}
		}
	}
	return out
}
