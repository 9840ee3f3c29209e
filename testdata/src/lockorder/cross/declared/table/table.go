// Package table declares an order of its locks that it has no code for.
package table

import "sync"

type Table struct {
	Mu   sync.Mutex // lockorder: Table.Mu < rows
	Rows int
}

var rows sync.Mutex

func (t *Table) Len() int {
	t.Mu.Lock()
	defer t.Mu.Unlock()
	return t.Rows
}

// Each calls f for each row, which must not need the table.
func Each(f func(i int)) {
	rows.Lock()
	defer rows.Unlock()
	f(0)
}
