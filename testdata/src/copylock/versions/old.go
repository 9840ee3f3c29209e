//go:build go1.21

package versions

import "sync"

func byConstraint() {
	for i, mu := 0, (sync.Mutex{}); i < 10; i++ {
		mu.Lock()
	}
}
