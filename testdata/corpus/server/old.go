//go:build go1.21

package server

// Old is from before iteration variables were new in each iteration.
func (s *Server) Old(keys []string) {
	for _, k := range keys {
		go func() { s.index.Add(k) }()
	}
	go func() { s.index.Len() }()
}
