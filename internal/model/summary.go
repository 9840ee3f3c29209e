package model

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// Summary is what a caller must know of a function: the events that happen
// while it runs, and what it leaves behind. Its places are rooted at the
// function's parameters, at global variables, at lock classes, and, for
// function literals, at values of the enclosing function.
//
// Events follow the critical pairs of Infer's starvation checker: a lock
// operation together with the locks that the function holds at the time.
type Summary struct {
	Events []*Event

	// Outcomes are the ways in which the function can return, told apart
	// by what it did to locks. None means: in one way, with all locks as
	// they were.
	Outcomes []Outcome

	// Unclear lists the locks of which the function's effect can't be told.
	Unclear []*place.Place

	// Needs lists the locks that the function releases, on some path,
	// without having taken them: its caller has to hold them.
	Needs []*place.Place

	// Requires says what is true of parameters whenever the function
	// returns: an assertion that ends the test if they are otherwise.
	Requires []Condition

	// Returned says, for each result, which place it denotes, with nil
	// for those that are values of their own.
	Returned []*place.Place

	// Keeps lists what the function keeps of what it is given.
	Keeps []*Keep

	// Releasers are the results that are functions to release locks with.
	Releasers []Releaser

	Ends Ending
}

// Ending says whether a function returns.
type Ending uint8

// The endings.
const (
	Returns Ending = iota // on some path, at least
	Unwinds               // panics or ends the goroutine, after running deferred calls
	Exits                 // ends the process
)

// EventKind is the kind of an event.
type EventKind uint8

// The kinds of events.
const (
	Acquires EventKind = iota // takes the lock Place
	Calls                     // calls the function value Place, or a method of the object
	Waits                     // waits for the goroutines of the group Place, or receives from the channel Place
)

// Event is something that happens in a function or in what it calls.
type Event struct {
	Kind   EventKind
	Place  *place.Place
	Method string // that is called of the object Place; "" if Place is a function
	Mode   syncop.Mode

	Held  []Hold         // locks that the function itself took and still holds
	Freed []*place.Place // locks of its caller that it has released
	When  []Condition    // what is then true of parameters

	// The trace: where in Fn it happens, and, if it happens in a call,
	// the event in the callee. Events are compared without it.
	Fn   string // Fn's name for people
	Pos  token.Pos
	Next *Event

	// Delegates says that it happens in a method called through an
	// interface by a method of the same name.
	Delegates bool

	misuse bool            // where Fn does it, it is on its way to a panic about misuse
	instr  ssa.Instruction // what does it in Fn, if that belongs to this package
	fn     *ssa.Function   // Fn, if it belongs to this package
	quiet  []string        // names in directives where it happens, at the chain's end
	depth  int             // length of the chain after it
}

// Hold is a held lock.
type Hold struct {
	Place *place.Place
	Mode  syncop.Mode
}

// Outcome is a way in which a function can return.
type Outcome struct {
	ErrorResults []int // which results are errors

	When     []Condition // what is then known of parameters and results
	Acquired []Acquired
	Released []Hold
}

// Acquired is a lock that a function returns holding.
type Acquired struct {
	Hold
	Event *Event // where it was taken
}

// pure reports whether s says nothing at all.
func (s *Summary) pure() bool {
	return s == nil || len(s.Events) == 0 && !s.effects() && s.Ends == Returns && s.Returned == nil && len(s.Requires) == 0 && len(s.Releasers) == 0 && len(s.Keeps) == 0
}

// effects reports whether calling the function may change the set of held
// locks.
func (s *Summary) effects() bool {
	return s != nil && (len(s.Outcomes) > 0 || len(s.Unclear) > 0 || len(s.Needs) > 0)
}

// Budgets. Going over one never makes a report; it can only lose some.
const (
	maxEvents   = 200 // events of a summary
	maxKeeps    = 20  // what a function keeps of what it is given
	maxOutcomes = 4   // outcomes of a summary
	maxStates   = 24  // lock states at the start of a block
	maxTargets  = 12  // functions that a dynamic call may reach
	maxRounds   = 3   // of analysing a cycle of mutually recursive functions
	maxChain    = 12  // calls between an event and the function that it is an event of
	maxCond     = 6   // facts in an outcome
	maxSteps    = 10000
	maxPath     = 8  // steps of a place in a summary; longer ones are known by class only
	maxSCC      = 60 // functions in a cycle that is worth more than one round
)

// Site is a place in the code of a function where a lock is taken or given
// back.
type Site struct {
	Instr ssa.Instruction
	Pos   token.Pos
	Hold
	Event *Event // in a callee, if the instruction is a call

	// Handed says who holds the lock, if that is the code of another package that
	// is given a function here, and calls it later.
	Handed *Handed

	// Dropped says that the callee returned a function to release the
	// lock, and that nobody looks at it.
	Dropped bool
}

// Describe names the lock of an event for people: by its path if that means
// something where the event happens, else by its class.
func (e *Event) Describe() string {
	if c := e.Place.Class(); c != "" {
		return place.ShortClass(c)
	}
	return e.Place.In(nil)
}

// CallsBack reports whether the event is that a function which was passed is
// called, directly or by a callee.
func (e *Event) CallsBack() bool {
	for e.Next != nil {
		e = e.Next
	}
	return e.Kind == Calls
}

// Success reports whether the outcome is one that callers take for success: an
// error is nil, a flag is true, or a pointer is there.
func (o *Outcome) Success() bool {
	for _, f := range o.When {
		if f.x.Kind != place.Result {
			continue
		}
		switch f.y.Name {
		case "true":
			return f.value
		case "nil":
			return f.value == slices.Contains(o.ErrorResults, f.x.Index)
		}
	}
	return false
}
