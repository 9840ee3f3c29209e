package handed

import (
	"context"
	"testing"
	"time"
)

// A test throws it away on purpose.
func TestDeadline(t *testing.T) {
	ctx, _ := context.WithDeadline(context.Background(), time.Now().Add(time.Millisecond))
	<-ctx.Done()
}
