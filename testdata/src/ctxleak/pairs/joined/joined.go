// Package joined makes contexts for others.
package joined

import "context"

// Join returns a context that is done when one of two is, or when the function
// has been called.
func Join(a, b context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(a)
	stop := context.AfterFunc(b, cancel)
	return ctx, func() { stop(); cancel() }
}

// Server has a context of its own.
type Server struct {
	ctx    context.Context
	cancel context.CancelFunc
}

// Context returns the server's context.
func (s *Server) Context() (context.Context, context.CancelFunc) { return s.ctx, s.cancel }
