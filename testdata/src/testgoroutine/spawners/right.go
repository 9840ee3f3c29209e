package spawners

import (
	"errors"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

func TestErrors(t *testing.T) {
	var g errgroup.Group
	g.Go(func() error {
		if time.Now().IsZero() {
			return errors.New("no")
		}
		return nil
	})
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
}

func TestWatchdog(t *testing.T) {
	timer := time.AfterFunc(time.Second, func() { panic("timeout") })
	defer timer.Stop()
	var once sync.Once
	once.Do(func() { t.SkipNow() })
}
