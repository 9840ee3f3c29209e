package recursion

import "sync"

func limited(n *node, wg *sync.WaitGroup, room chan struct{}) {
	for _, child := range n.children {
		select {
		case room <- struct{}{}:
			wg.Go(func() {
				defer func() { <-room }()
				limited(child, wg, room)
			})
		default:
			limited(child, wg, room)
		}
	}
}

// Small pieces of work are done in the same goroutine.
func sum(nums []int, depth int) (total int) {
	if depth > 3 {
		for _, n := range nums {
			total += n
		}
		return total
	}
	parts := make([]int, 2)
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() { parts[i] = sum(nums[i*len(nums)/2:(i+1)*len(nums)/2], depth+1) })
	}
	wg.Wait()
	return parts[0] + parts[1]
}

// The goroutine takes the place of the one that ends.
func restart(work func() error) {
	if work() != nil {
		go restart(work)
	}
}
