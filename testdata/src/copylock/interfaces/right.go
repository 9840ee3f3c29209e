package interfaces

func (s *state) pointers(m map[string]any, ch chan any) any {
	var v any = s
	print(v, s, state{n: 1}, newState())
	m["s"] = s
	ch <- s
	use(holder{s})
	return []any{s}
}

func newState() state { return state{} }

// No clause makes a copy that is looked at.
func kind(v any) string {
	switch v.(type) {
	case state:
		return "state"
	}
	switch v := v.(type) {
	case state:
		return "state"
	case *state, *holder:
		use(holder{v})
	}
	if _, ok := v.(state); ok {
		return "state"
	}
	return ""
}
