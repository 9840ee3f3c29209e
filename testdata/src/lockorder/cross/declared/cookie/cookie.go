// Package cookie goes against an order that nobody has declared yet.
package cookie

import (
	"sync"

	"lockorder/cross/declared/table"
)

var Jar sync.Mutex

func Bake(t *table.Table) {
	Jar.Lock()
	defer Jar.Unlock()
	t.Mu.Lock()
	defer t.Mu.Unlock()
}
