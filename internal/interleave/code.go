package interleave

import "golang.org/x/tools/go/ssa"

// code is what has been found out of the code itself: the same in all scopes.
type code struct {
	live     *liveness
	calm     map[*ssa.Function]bool                       // what inert has found out
	givers   map[*ssa.Function]bool                       // what giver has found out
	exits    map[*ssa.BasicBlock]int                      // what leaves has found out
	bodies   map[*ssa.BasicBlock]map[*ssa.BasicBlock]bool // their loops
	spawns   map[*ssa.BasicBlock]bool                     // conditions of loops that start goroutines
	gives    map[*ssa.BasicBlock]bool                     // and of those that do what others may wait for
	collects map[*ssa.BasicBlock]bool                     // and of those that collect what later loops go over
}

func newCode() *code {
	return &code{
		live:     newLiveness(),
		calm:     make(map[*ssa.Function]bool),
		givers:   make(map[*ssa.Function]bool),
		exits:    make(map[*ssa.BasicBlock]int),
		bodies:   make(map[*ssa.BasicBlock]map[*ssa.BasicBlock]bool),
		spawns:   make(map[*ssa.BasicBlock]bool),
		gives:    make(map[*ssa.BasicBlock]bool),
		collects: make(map[*ssa.BasicBlock]bool),
	}
}
