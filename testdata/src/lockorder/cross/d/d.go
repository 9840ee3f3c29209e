// Package d knows both b and c, and so closes the cycle.
package d

import (
	"lockorder/cross/a"
	"lockorder/cross/b"
	"lockorder/cross/c" // want `^a\.Ledger is locked while a\.Accounts is held, but elsewhere in the opposite order: Audit locks a\.Accounts while holding a\.Ledger \(lockorder-cycle\)$`
)

func Both() {
	go b.Post()
	go c.Audit()
}

// Two packages further down.
func count(s *a.Store) int {
	s.Lock()
	defer s.Unlock()
	return c.Count(s) // want `s\.mu is locked again while already held: count → Count → \(\*Store\)\.Get`
}
