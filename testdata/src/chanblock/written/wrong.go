// Package written has variables that functions of std write to.
package written

import "errors"

// errors.As writes to what it is given.
type again struct{ n int }

func (again) Error() string { return "again" }

func redial(run func() error, ready <-chan int) int {
	retry := make(chan again)
	go func() {
		var a *again
		if errors.As(run(), &a) {
			retry <- *a // want `sending on retry can block for ever`
		}
	}()
	select {
	case a := <-retry:
		return a.n
	case n := <-ready:
		return n
	}
}
