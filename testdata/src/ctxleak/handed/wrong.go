package handed

import (
	"context"
	"sync"
)

// Stored on one path only.
func (s *server) perhaps(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx) // want `cancel returned by context\.WithCancel is not called on every path`
	if err := work(ctx); err != nil {
		return err
	}
	s.cancel = cancel
	return nil
}

// The object is dropped on the way, and with it the function.
type relay struct {
	refs   sync.WaitGroup
	ctx    context.Context
	cancel context.CancelFunc
	peers  chan string
	size   int
}

func newRelay(opts ...func(*int) error) (*relay, error) {
	r := &relay{size: 1}
	r.ctx, r.cancel = context.WithCancel(context.Background()) // want `the cancel function returned by context.WithCancel is not called on every path`
	for _, opt := range opts {
		if err := opt(&r.size); err != nil {
			return nil, err
		}
	}
	r.peers = make(chan string, r.size)
	r.refs.Add(1)
	go func() {
		defer r.refs.Done()
		<-r.ctx.Done()
	}()
	return r, nil
}
