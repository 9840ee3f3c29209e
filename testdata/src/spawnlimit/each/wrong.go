package each

import "sync"

func all(urls []string, fetch func(string)) {
	var wg sync.WaitGroup
	for _, url := range urls {
		wg.Add(1)
		go func() { // want `each element of urls gets a goroutine, and nothing limits how many there are`
			defer wg.Done()
			fetch(url)
		}()
	}
	wg.Wait()
}

func byName(hosts map[string]int, ping func(string)) {
	for name := range hosts {
		go ping(name) // want `each element of hosts gets a goroutine`
	}
}

func list() []string { return nil }

func listed(fetch func(string)) {
	for _, url := range list() {
		go fetch(url) // want `each element of list\(…\) gets a goroutine`
	}
}
