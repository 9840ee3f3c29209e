package interfaces

import "sync"

type state struct {
	mu sync.Mutex
	n  int
}

func print(args ...any) {}

type holder struct{ v any }

func (s *state) store(m map[string]any, ch chan any) any {
	var v any = *s     // want `variable declaration copies lock value to v: .* \(copylock-interface\)`
	v = *s             // want `assignment copies lock value to v: .* \(copylock-interface\)`
	print(v, *s)       // want `call of print copies lock value: .* \(copylock-interface\)`
	v = any(*s)        // want `call of any copies lock value: .* \(copylock-interface\)`
	m["s"] = *s        // want `assignment copies lock value .* \(copylock-interface\)`
	use(holder{*s})    // want `literal copies lock value .* \(copylock-interface\)`
	use(holder{v: *s}) // want `literal copies lock value .* \(copylock-interface\)`
	ch <- *s           // want `send copies lock value to channel ch: .* \(copylock-send\)`
	if s.n > 0 {
		return *s // want `return copies lock value: .* \(copylock-interface\)`
	}
	return []any{*s} // want `literal copies lock value .* \(copylock-interface\)`
}

func use(h holder) {}

func load(v any) int {
	switch v := v.(type) {
	case state: // want `type switch copies lock value to v: copylock/interfaces.state contains sync.Mutex \(copylock-interface\)`
		return v.n
	case *state:
		return v.n
	}
	s, ok := v.(state) // want `assignment copies lock value to s: .* \(copylock-value\)`
	if ok {
		return s.n
	}
	return 0
}
