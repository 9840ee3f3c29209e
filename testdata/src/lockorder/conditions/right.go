package conditions

import "sync"

func (s *store) clearRight() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := s.size(false)
	clear(s.m)
	return n
}

func (s *store) outside() int { return s.size(true) }

func (s *store) passedOnRight() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sizes(false)
}

func (s *store) useNegatedRight() {
	s.mu.Lock()
	s.negated(true)
	s.mu.Unlock()
	s.negated(false)
}

func (s *store) useLockAtRight() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lockAt(none)
}

func (s *store) sizesOutside() int { return s.sizes(true) }

// The flag is this function's own.
func (s *store) same(needLock bool) int {
	if !needLock {
		s.mu.Lock()
		defer s.mu.Unlock()
	}
	return s.size(needLock)
}

// A variable knows whether the lock is held.
func (s *store) flag(f func() bool) int {
	locked := false
	if f() {
		s.mu.Lock()
		defer s.mu.Unlock()
		locked = true
	}
	return s.size(!locked)
}

// Not held if there was an error.
func (s *store) useEnterRight() int {
	if err := s.enter(); err != nil {
		return s.size(true)
	}
	defer s.mu.Unlock()
	return s.size(false)
}

func (s *store) triedRight() int {
	if !s.mu.TryLock() {
		return s.size(true)
	}
	defer s.mu.Unlock()
	return s.size(false)
}

// A nil lock means that none is needed.
type view struct {
	mu *sync.Mutex
	s  *store
}

func (v *view) len() int {
	if v.mu != nil {
		v.mu.Lock()
		defer v.mu.Unlock()
	}
	return len(v.s.m)
}

func (s *store) view() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	v := &view{s: s}
	return v.len()
}

// A nil argument means that none is needed.
func each(m map[string]int, mu *sync.Mutex, f func(int)) {
	if mu != nil {
		mu.Lock()
		defer mu.Unlock()
	}
	for _, n := range m {
		f(n)
	}
}

func (s *store) each(f func(int)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	each(s.m, nil, f)
}

func (s *store) eachOutside(f func(int)) { each(s.m, &s.mu, f) }

// An option in a struct.
type options struct{ lock bool }

func (s *store) with(o options) int {
	if o.lock {
		s.mu.Lock()
		defer s.mu.Unlock()
	}
	return len(s.m)
}

func (s *store) withPointer(o *options) int {
	if o != nil && o.lock {
		s.mu.Lock()
		defer s.mu.Unlock()
	}
	return len(s.m)
}

func (s *store) withPointerRight() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.withPointer(nil) + s.withPointer(&options{lock: false})
}

// Returns before the lock for this argument.
func (s *store) lookup(key string) int {
	if key == "" {
		return len(s.m)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.m[key]
}

func (s *store) lookupEmpty() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.lookup("")
}

// The arguments have a token already, so nobody asks for one.
type api struct {
	tokenMu sync.Mutex
	token   string
}

func (a *api) getToken() string {
	a.tokenMu.Lock()
	defer a.tokenMu.Unlock()
	if a.token == "" {
		a.token = a.call("login", args{"token": "*", "user": "me"})
		a.version()
	}
	return a.token
}

type args map[string]any

func (a *api) version() string { return a.call("version", args{"token": "*"}) }

func (a *api) call(method string, p args) string {
	var token string
	if t, ok := p["token"]; !ok {
		token = a.getToken()
	} else {
		token = t.(string)
	}
	return send(method, token)
}

func (a *api) list() string { return a.call("list", args{"dir": "/"}) }

func send(method, token string) string { return method + token }
