// Package device has an order that goes on with that of package table.
package device

import (
	"sync"

	"lockorder/cross/declared/table"
)

type Device struct {
	mu    sync.RWMutex // lockorder: table.rows < Device.mu
	table *table.Table
}

// The declaration is in package table.
func (d *Device) count() (n int) {
	table.Each(func(int) { // want `table.Table.Mu is locked while table.rows is held, against the declared order table.Table.Mu < table.rows \(lockorder-declared\)`
		n += d.table.Len()
	})
	return n
}

// A part of the order is declared there, a part here.
func (d *Device) Size() int {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.table.Len() // want `table.Table.Mu is locked while device.Device.mu is held, against the declared order table.Table.Mu < table.rows < device.Device.mu`
}

func (d *Device) Right() {
	table.Each(func(int) {
		d.mu.Lock()
		d.mu.Unlock()
	})
}
