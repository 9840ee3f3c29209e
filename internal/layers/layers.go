// Package layers holds no code: its tests hold the others to the house's
// rules, which ARCHITECTURE.md explains. Imports point down only, and what
// could tear down somebody else's program or its order of events stays out.
package layers
