// Package c takes locks of package a, Ledger first. It does not know of
// package b.
package c

import "lockorder/cross/a"

func Audit() {
	a.Ledger.Lock()
	defer a.Ledger.Unlock()
	a.Accounts.Lock()
	defer a.Accounts.Unlock()
}

// A helper that takes the lock of its argument's store.
func Count(s *a.Store) int { return s.Get("count") }
