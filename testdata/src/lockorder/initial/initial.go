// Package initial has an order of locks that only its initialisation has.
package initial

import "sync"

// Initialisation of package variables runs before everything else.
var (
	setupA, setupB sync.Mutex
	table          = map[string]int{}
)

func init() {
	setupB.Lock()
	setupA.Lock()
	table["x"] = 1
	setupA.Unlock()
	setupB.Unlock()
}

func useTable() int {
	setupA.Lock()
	defer setupA.Unlock()
	setupB.Lock()
	defer setupB.Unlock()
	return table["x"]
}
