package a

import "sync"

func set(mu *sync.Mutex, p *int) {
	mu.Lock()
	mu.Unlock() // want `empty critical section \(SA2001\)`
	*p = 1
	mu.Lock()
	*p = 2
	mu.Unlock()
}
