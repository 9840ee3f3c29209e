// Package tests has tests.
package tests

import "time"

func serve(stop <-chan struct{}, f func()) {
	for {
		select {
		case <-stop:
			return
		case <-time.After(time.Second):
			f()
		}
	}
}
