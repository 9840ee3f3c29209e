// Package written has variables that functions of std write to.
package written

import (
	"encoding/json"
	"errors"
)

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

type request struct{ Quick bool }

func decoded(body []byte, work func() int, quit <-chan int) int {
	var req request
	if json.Unmarshal(body, &req) != nil {
		return 0
	}
	done := make(chan int)
	go func() {
		n := work()
		if req.Quick {
			done <- n // want `sending on done can block for ever`
		}
	}()
	select {
	case n := <-done:
		return n
	case n := <-quit:
		return n
	}
}
