package model

import (
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/place"
)

// slot is where a called value comes from.
type slot struct {
	name   string
	object *place.Place // whose field it is, or the variable
	owner  string       // the struct type, or "" for a variable
	path   *place.Place // what is called, where Param 0 is what the slot keeps
}

// slots returns the slots that the value at p can be said to come from, the
// innermost first. A struct with functions in it is as good as they are.
func (b *builder) slots(p *place.Place) []slot {
	var out []slot
	var steps []*place.Place // below q, the innermost first
	for q := p; q != nil; q = q.Parent {
		if q.Kind == place.Global || q.Kind == place.Field && !q.Bare {
			if path := b.pathOf(steps); path != nil {
				if s, ok := slotAt(q); ok {
					s.path = path
					out = append(out, s)
				}
			}
		}
		steps = append(steps, q)
	}
	return out
}

// slotAt returns the slot that is the field or variable q.
func slotAt(q *place.Place) (slot, bool) {
	s := slot{name: q.Class(), object: q}
	for s.object.Kind == place.Field && s.object.Owner == "" {
		s.object = s.object.Parent
	}
	switch s.object.Kind {
	case place.Field:
		s.owner, s.object = s.object.Owner, s.object.Parent
	case place.Global:
	default:
		return slot{}, false
	}
	return s, s.name != ""
}

// pathOf returns what the steps, the innermost first, lead to from what the place
// above them keeps, or nil if that is not one value or element.
func (b *builder) pathOf(steps []*place.Place) *place.Place {
	// Elements of maps and slices are kept as such.
	for n := len(steps); n >= 2; n = len(steps) {
		if steps[n-1].Kind == place.Elem {
			steps = steps[:n-1]
		} else if steps[n-1].Kind == place.Deref && steps[n-2].Kind == place.Elem {
			steps = steps[:n-2]
		} else {
			break
		}
	}
	p := b.places.Root(place.Param, 0)
	n := len(steps) - 1
	if n < 0 {
		return nil
	}
	if steps[n].Kind == place.Deref {
		n--
	} else if steps[0].Kind == place.Deref {
		// A struct: the value of its field is a part of the value.
		for ; n > 0; n-- {
			if steps[n].Kind != place.Field {
				return nil
			}
			p = b.places.FieldLike(p, &place.Place{Owner: steps[n].Owner, Name: steps[n].Name, Inner: steps[n].Inner, Bare: true})
		}
		return p
	} else {
		return nil
	}
	for ; n >= 0; n-- {
		switch steps[n].Kind {
		case place.Field:
			p = b.places.FieldLike(p, steps[n])
		case place.Deref:
			p = b.places.Deref(p)
		default:
			return nil
		}
	}
	return p
}

// exposed reports whether importers can put something into the slot by themselves.
func (s slot) exposed() bool {
	name := s.name
	if s.owner != "" {
		i := strings.LastIndexByte(s.owner, '.')
		if !place.IsExported(s.owner[i+1:]) {
			return false
		}
		name = strings.TrimPrefix(name, s.owner+".")
	} else {
		name = name[strings.LastIndexByte(name, '/')+1:]
		_, name, _ = strings.Cut(name, ".")
	}
	return !slices.ContainsFunc(strings.Split(name, "."), func(field string) bool { return !place.IsExported(field) })
}
