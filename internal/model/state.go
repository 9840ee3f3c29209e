package model

import (
	"cmp"
	"encoding/binary"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/place"
	"github.com/conclint/conclint/internal/syncop"
)

// status is what a path knows about a lock.
type status uint8

const (
	held status = iota + 1 // this function, or what it called, holds it
	free                   // this function released it
	lost                   // not known any more: handed over, escaped, or too complicated
)

// lock is what a path knows about one lock. A lock of which it knows nothing
// is not listed.
type lock struct {
	place  *place.Place
	status status
	mode   syncop.Mode // while held; otherwise as it was held last
	count  uint8       // read locks held, or 1
	entry  bool        // it must have been held on entry: the first operation was a release
	site   *Site       // where it was taken, or released
}

// state is what is true at one point of a path. States are values: every
// method that changes one returns a new state and shares what it can.
//
// As in ESP (Das, Lerner and Seigle, PLDI 2002), the locks and the pending
// deferred calls are the property that keeps states apart; facts about values
// only accompany it, and are intersected where paths with equal properties
// meet.
type state struct {
	locks  []lock // sorted by place ID
	defers []*ssa.Defer
	facts  facts
}

// find returns the index of p among s's locks, or where it would stand.
func (s *state) find(p *place.Place) (int, bool) {
	return slices.BinarySearchFunc(s.locks, p, func(l lock, p *place.Place) int { return cmp.Compare(l.place.ID, p.ID) })
}

// lock returns what s knows about p; its status is 0 if that is nothing.
func (s *state) lock(p *place.Place) lock {
	if i, ok := s.find(p); ok {
		return s.locks[i]
	}
	return lock{place: p}
}

// with returns s with l in the place of what it knew about l's lock.
func (s *state) with(l lock) *state {
	t := *s
	i, ok := s.find(l.place)
	t.locks = slices.Clone(s.locks)
	if ok {
		t.locks[i] = l
	} else {
		t.locks = slices.Insert(t.locks, i, l)
	}
	return &t
}

// without returns s with nothing known about the locks that drop names.
func (s *state) without(drop func(*place.Place) bool) *state {
	if !slices.ContainsFunc(s.locks, func(l lock) bool { return drop(l.place) }) {
		return s
	}
	t := *s
	t.locks = slices.DeleteFunc(slices.Clone(s.locks), func(l lock) bool { return drop(l.place) })
	return &t
}

// knowing returns s with the given facts.
func (s *state) knowing(f facts) *state {
	t := *s
	t.facts = f
	return &t
}

// acquire returns s after p was taken at site.
func (s *state) acquire(h Hold, site *Site) *state {
	l := s.lock(h.Place)
	switch l.status {
	case lost:
		return s
	case held:
		if h.Mode != syncop.Read || l.mode != syncop.Read || l.count > 2 {
			return s.lose(h.Place) // a deadlock; what follows never happens
		}
		l.count++
		return s.with(l)
	}
	l.status, l.mode, l.count, l.site = held, h.Mode, 1, site
	return s.with(l)
}

// release returns s after p was given back at site.
func (s *state) release(h Hold, site *Site) *state {
	l := s.lock(h.Place)
	switch l.status {
	case lost, free:
		return s
	case held:
		if l.count > 1 {
			l.count--
			return s.with(l)
		}
	default:
		l.entry, l.mode = true, h.Mode
	}
	l.status, l.count, l.site = free, 0, site
	return s.with(l)
}

// lose returns s with p's state unknown from now on.
func (s *state) lose(p *place.Place) *state {
	l := s.lock(p)
	if l.status == lost {
		return s
	}
	l.status = lost
	return s.with(l)
}

// key returns the property of s: equal keys, equal property.
func (s *state) key(ids *siteIDs) string {
	b := make([]byte, 0, 12*len(s.locks)+4*len(s.defers))
	for _, l := range s.locks {
		b = binary.AppendUvarint(b, uint64(l.place.ID))
		b = append(b, byte(l.status), byte(l.mode), l.count)
		if l.entry {
			b[len(b)-1] |= 0x80
		}
		if l.status == held {
			b = binary.AppendUvarint(b, ids.of(l.site))
		}
	}
	b = append(b, 0xff)
	for _, d := range s.defers {
		b = binary.AppendUvarint(b, ids.of(d))
	}
	return string(b)
}

// siteIDs numbers sites and deferred calls.
type siteIDs struct{ m map[any]uint64 }

func (ids *siteIDs) of(x any) uint64 {
	id, ok := ids.m[x]
	if !ok {
		id = uint64(len(ids.m))
		ids.m[x] = id
	}
	return id
}

// holds returns the locks held in s, those of its caller that it had to
// assume held not included.
func (s *state) holds() []lock {
	var out []lock
	for _, l := range s.locks {
		if l.status == held {
			out = append(out, l)
		}
	}
	return out
}

// freed returns the locks of the caller that are released in s.
func (s *state) freed() []*place.Place {
	var out []*place.Place
	for _, l := range s.locks {
		if l.status == free && l.entry {
			out = append(out, l.place)
		}
	}
	return out
}
