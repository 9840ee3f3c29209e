package handed

import "context"

// Stored on one path only.
func (s *server) perhaps(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx) // want `cancel returned by context\.WithCancel is not called on every path`
	if err := work(ctx); err != nil {
		return err
	}
	s.cancel = cancel
	return nil
}
