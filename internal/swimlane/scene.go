package swimlane

import (
	"cmp"
	"slices"
)

// scene is what there is to see, without its place.
type scene struct {
	rule   string
	lanes  []*lane // by number
	cards  []*card // from top to bottom
	arrows []arrow
	holds  []hold
}

// lane is a goroutine.
type lane struct {
	number int
	start  *Step // the step that says where it is started, or nil
	after  *card // the card that starts it, or nil if it is there from the beginning
	parent *lane // who starts it, if that is known and there is no card for it
	cards  []*card
}

// card is a step.
type card struct {
	Step
	op
	lane *lane
}

// kind is what an arrow means.
type kind uint8

const (
	passes kind = iota // a value, a signal, the end of a channel
	begins             // a goroutine
	needs              // the one waits for the other
)

// arrow leads from card to card.
type arrow struct {
	kind     kind
	from, to *card
}

// hold is a lock in the hands of a goroutine.
type hold struct {
	lock  string
	from  *card
	until *card // nil if it is never released
}

func newScene(rule string, steps []Step) *scene {
	s := &scene{rule: rule}
	several := slices.ContainsFunc(steps, func(t Step) bool { return t.Goroutine > 0 })
	for _, t := range steps {
		if several && t.Goroutine == 0 {
			continue // of nobody in particular
		}
		l := s.lane(t.Goroutine)
		o := read(t.Text)
		if o.verb == started && l.start == nil && len(l.cards) == 0 {
			l.start = &t
			continue
		}
		c := &card{Step: t, op: o, lane: l}
		l.cards = append(l.cards, c)
		s.cards = append(s.cards, c)
	}
	slices.SortFunc(s.lanes, func(a, b *lane) int { return cmp.Compare(a.number, b.number) })
	switch {
	case isCycle(rule, steps):
		s.closeCycle()
	case len(s.lanes) == 1:
		s.findRelock()
	}
	s.findStarts()
	s.findPassing()
	s.findHolds()
	s.findWaiting()
	return s
}

// lane returns the lane of a goroutine, a new one if there is none.
func (s *scene) lane(number int) *lane {
	for _, l := range s.lanes {
		if l.number == number {
			return l
		}
	}
	l := &lane{number: number}
	s.lanes = append(s.lanes, l)
	return l
}

// name returns the function that the goroutine is in, as far as that is known:
// where it is stuck, or, if the steps are a chain of calls, where that begins.
func (l *lane) name() string {
	last := l.last()
	if last != nil && last.stuck && last.in == "" && last.Func != "" {
		return last.Func
	}
	for _, c := range l.cards {
		if c.Func != "" {
			return c.Func
		}
	}
	return ""
}

// last returns the last card, or nil.
func (l *lane) last() *card {
	if len(l.cards) == 0 {
		return nil
	}
	return l.cards[len(l.cards)-1]
}

func (s *scene) add(k kind, from, to *card) {
	if from != nil && to != nil && from != to {
		s.arrows = append(s.arrows, arrow{k, from, to})
	}
}

// pointed reports whether an arrow of the kind begins or ends at the card.
func (s *scene) pointed(k kind, c *card) bool {
	return slices.ContainsFunc(s.arrows, func(a arrow) bool { return a.kind == k && (a.from == c || a.to == c) })
}
