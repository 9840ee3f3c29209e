package swimlane

import (
	"slices"
	"strings"
)

// findStarts finds out who starts whom.
func (s *scene) findStarts() {
	for i, c := range s.cards {
		if c.verb != starts {
			continue
		}
		// The goroutine is the one that does nothing before this.
		var born []*lane
		for _, l := range s.lanes {
			if l != c.lane && l.start == nil && l.after == nil && len(l.cards) > 0 && slices.Index(s.cards, l.cards[0]) > i {
				born = append(born, l)
			}
		}
		if len(born) == 1 {
			born[0].after = c
		}
	}
	for _, l := range s.lanes {
		if l.start == nil || l.start.Func == "" {
			continue
		}
		// The one that is in the function with the go statement; goroutines
		// are numbered as they are started.
		var in []*lane
		for _, p := range s.lanes {
			there := func(c *card) bool { return c.Func == l.start.Func && c.Where != l.start.Where }
			if p.number < l.number && slices.ContainsFunc(p.cards, there) {
				in = append(in, p)
			}
		}
		if len(in) == 1 {
			l.parent = in[0]
		}
	}
}

// findPassing finds what passes from one goroutine to another: the value of a
// send to its receive, the end of a channel to who notices, a signal to who
// waits.
func (s *scene) findPassing() {
	for i, c := range s.cards {
		if c.stuck || c.late {
			continue
		}
		switch c.verb {
		case receives, selects:
			if from := s.sender(i); from != nil {
				s.add(passes, from, c)
			}
			if c.verb == selects && i+1 < len(s.cards) {
				if next := s.cards[i+1]; next.verb == receives && !next.stuck && next.lane != c.lane && c.gives(next.object) {
					s.add(passes, c, next)
				}
			}
		case waits:
			for j := i - 1; j >= 0; j-- {
				if from := s.cards[j]; from.lane != c.lane && (from.verb == wakes || from.verb == counts) && same(from.object, c.object) {
					s.add(passes, from, c)
					break
				}
			}
		}
	}
}

// sender returns where that comes from which card i receives: the first send on
// the channel that no one has received yet, or the close of the channel.
func (s *scene) sender(i int) *card {
	c := s.cards[i]
	if c.verb == receives && s.pointed(passes, c) {
		return nil // from a select
	}
	for _, from := range s.cards[:i] {
		if from.verb == sends && !from.stuck && from.lane != c.lane && c.takes(from.object) && !s.pointed(passes, from) {
			return from
		}
	}
	for _, from := range slices.Backward(s.cards[:i]) {
		if from.verb == closes && !from.panics && from.lane != c.lane && c.takes(from.object) {
			return from
		}
	}
	// Parameters have names of their own: a receive right after a send that
	// has no other receiver is the other half of one step.
	if i > 0 && c.verb == receives {
		from := s.cards[i-1]
		known := slices.ContainsFunc(s.cards, func(d *card) bool {
			return d != c && (d.verb == sends || d.verb == closes) && same(d.object, c.object) ||
				d.verb == receives && same(d.object, from.object)
		})
		if from.verb == sends && !from.stuck && from.lane != c.lane && !known && !s.pointed(passes, from) {
			return from
		}
	}
	return nil
}

// takes reports whether the step receives from the channel.
func (c *card) takes(channel string) bool {
	if c.verb == receives {
		return same(c.object, channel)
	}
	return c.hasCase(channel, false)
}

// gives reports whether the select can send on the channel.
func (c *card) gives(channel string) bool { return c.hasCase(channel, true) }

func (c *card) hasCase(channel string, send bool) bool {
	return slices.ContainsFunc(c.Cases, func(k Case) bool { return k.Send == send && same(k.Channel, channel) })
}

// findHolds finds which locks are held from where to where. Who waits for a
// Cond does not hold its lock meanwhile.
func (s *scene) findHolds() {
	for _, l := range s.lanes {
		for i, c := range l.cards {
			if c.verb != locks || c.stuck || c.late || c.needs {
				continue
			}
			h := hold{lock: c.object, from: c}
			for _, d := range l.cards[i+1:] {
				if d.verb == unlocks && same(d.object, c.object) {
					h.until = d
					break
				}
				if s.onCond(d) {
					h.until = d
					s.holds = append(s.holds, h)
					h = hold{lock: c.object, from: d}
				}
			}
			if !h.from.stuck {
				s.holds = append(s.holds, h)
			}
		}
	}
}

// onCond reports whether the step waits for a Cond, not for a WaitGroup.
func (s *scene) onCond(c *card) bool {
	return c.verb == waits && (c.stuck && strings.HasPrefix(s.rule, "condwait-") ||
		slices.ContainsFunc(s.cards, func(d *card) bool { return d.verb == wakes && same(d.object, c.object) }))
}

// closeCycle notes that the last step of each goroutine waits for the lock
// with which the next goroutine begins.
func (s *scene) closeCycle() {
	for i, l := range s.lanes {
		next := s.lanes[(i+1)%len(s.lanes)]
		l.last().stuck = true
		s.add(needs, l.last(), next.taking())
	}
}

// taking returns the card that takes the first lock, or else the first card.
func (l *lane) taking() *card {
	for _, c := range l.cards[:len(l.cards)-1] {
		if c.verb == locks {
			return c
		}
	}
	return l.cards[0]
}

// findWaiting finds who waits for whom, as far as the rule or the text of a step
// says so.
func (s *scene) findWaiting() {
	for _, c := range s.cards {
		switch {
		case c.stuck && c.cause > 0 && c.verb == locks:
			s.add(needs, c, s.holder(c))
		case c.needs && s.lanes[0].number == 1:
			s.add(needs, c, s.blocker())
		}
	}
	if s.rule == "lockorder-wait" {
		s.findAwaited()
	}
}

// holder returns where the goroutine that a stuck one waits for took the lock.
func (s *scene) holder(c *card) *card {
	var last *card
	for _, h := range s.holds {
		if h.from.lane.number != c.cause || h.until != nil {
			continue
		}
		last = h.from
		if same(h.lock, c.object) {
			return last
		}
	}
	return last
}

// blocker returns the step of goroutine 1 that takes the lock which others
// need, or the one that waits with it.
func (s *scene) blocker() *card {
	for _, c := range s.lanes[0].cards {
		if c.verb == locks || c.stuck {
			return c
		}
	}
	return nil
}

// findAwaited finds whom the holder of a lock waits for: those who need the
// lock.
func (s *scene) findAwaited() {
	for _, c := range s.cards {
		if !c.stuck || c.verb == locks && c.cause > 0 {
			continue
		}
		for _, l := range s.lanes {
			last := l.last()
			if l == c.lane || last == nil {
				continue
			}
			if last.late || last.stuck && last.cause == c.lane.number {
				s.add(needs, c, last)
			}
		}
	}
}

// findRelock finds the lock that the only goroutine takes although it has it.
func (s *scene) findRelock() {
	switch s.rule {
	case "lockorder-double", "lockorder-rlock", "lockorder-upgrade":
	default:
		return
	}
	first, last := s.lanes[0].taking(), s.lanes[0].last()
	if first.verb == locks || first.verb == calls {
		last.stuck = true
		s.add(needs, last, first)
	}
}
