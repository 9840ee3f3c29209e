package goroutine

import (
	"log"
	"sync"
)

func passed(reqs []request) {
	var wg sync.WaitGroup
	for i, r := range reqs {
		wg.Add(1)
		go func(i int, r request) {
			defer wg.Done()
			log.Print(i, handle(r))
		}(i, r)
	}
	wg.Wait()
}

func copied(reqs []request) {
	for i, r := range reqs {
		i, r := i, r
		go func() { log.Print(i, handle(r)) }()
		log.Print("next")
	}
}

// The name is the same, the variable is not.
func shadowed(reqs []request) {
	for _, r := range reqs {
		if r := (request{id: r.id + 1}); r.id > 0 {
			go func() { handle(r) }()
		}
	}
}

func field(reqs []request) {
	type box struct{ r int }
	for r := range reqs {
		b := box{r: r}
		go func() { log.Print(b.r, box{r: 1}) }()
	}
}

// Arguments are evaluated here.
func arguments(reqs []request) {
	for _, r := range reqs {
		go handle(r)
		go log.Print(r.id, reqs[r.id])
	}
}

// Called at once, by this goroutine.
func called(reqs []request) {
	for _, r := range reqs {
		func() { handle(r) }()
		if err := retry(3, func() error { return handle(r) }); err != nil {
			return
		}
	}
}

// Nobody knows here when the literals run.
func stored(reqs []request) (all []func()) {
	for _, r := range reqs {
		all = append(all, func() { handle(r) })
	}
	return all
}
