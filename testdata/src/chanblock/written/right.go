package written

import "encoding/json"

// Whether it is quick is the same both times.
func quick(body []byte, work func() int) int {
	var req request
	if json.Unmarshal(body, &req) != nil {
		return 0
	}
	done := make(chan int)
	go func() {
		n := work()
		if req.Quick {
			done <- n
		}
	}()
	if req.Quick {
		return <-done
	}
	return 0
}
