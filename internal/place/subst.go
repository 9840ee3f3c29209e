package place

// Subst returns p with its root replaced: with(root) gives the new root, or
// nil if there is none, and then Subst returns nil. Steps are made anew, so
// that what is known about memory at the new place is taken into account.
func (t *Table) Subst(p *Place, with func(root *Place) *Place) *Place {
	switch p.Kind {
	case Global, Const, Class:
		return p
	case Param, FreeVar, Result, Local:
		return with(p)
	}
	parent := t.Subst(p.Parent, with)
	if parent == nil {
		return nil
	}
	switch p.Kind {
	case Field:
		return t.FieldLike(parent, p)
	case Deref:
		return t.Deref(parent)
	case Elem:
		key := t.Subst(p.Key, with)
		if key == nil {
			return nil
		}
		return t.Elem(parent, key)
	}
	return t.make(Place{Kind: p.Kind, Parent: parent, Name: p.Name})
}

// Some returns the place "some object of p's class", or nil if p has none.
func (t *Table) Some(p *Place) *Place {
	if p.Kind == Class {
		return p
	}
	if c := p.Class(); c != "" {
		return t.Named(Class, c)
	}
	return nil
}
