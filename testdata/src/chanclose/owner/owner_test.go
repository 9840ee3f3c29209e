package owner

import "testing"

// What tests do to a channel is no excuse for the code under test.
func TestDesk(t *testing.T) {
	d := &desk{}
	d.reset()
	d.Close()
}

func (d *desk) reset() { d.ch = make(chan int) }
