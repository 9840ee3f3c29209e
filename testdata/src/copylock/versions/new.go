package versions

import "sync"

// Since Go 1.22 every iteration copies the variables of the one before.
func byModule() {
	for i, mu := 0, (sync.Mutex{}); i < 10; i++ { // want `for loop iteration copies lock value to mu: sync.Mutex`
		mu.Lock()
	}
}
