package elements

import (
	"maps"
	"slices"
	"sync"
)

type shard struct {
	mu sync.Mutex
	m  map[string]int
}

func wrong(a, b []shard, m, n map[string]shard, arr *[4]shard) {
	a = append(a, b...)      // want `call of append copies lock values of the elements of b: copylock/elements.shard contains sync.Mutex`
	a = append(a, arr[:]...) // want `call of append copies lock values of the elements of arr\[:\]`
	copy(a, b)               // want `call of copy copies lock values`
	c := slices.Clone(b)     // want `call of slices.Clone copies lock values`
	maps.Copy(m, n)          // want `call of maps.Copy copies lock values`
	n = maps.Clone(m)        // want `call of maps.Clone copies lock values`
	use(a, c)
}

func use(shards ...[]shard) {}
