package written

import "errors"

// Whether there is such an error is the same both times.
func retried(run func() error) int {
	var a *again
	errors.As(run(), &a)
	retry := make(chan again)
	go func() {
		if a != nil {
			retry <- *a
		}
	}()
	if a != nil {
		return (<-retry).n
	}
	return 0
}
