// Package usage reads what a finished process, together with the processes
// that it started and waited for, has cost.
package usage

import (
	"os"
	"time"
)

// Usage is the cost of a process tree.
type Usage struct {
	CPU    time.Duration // user and system time of the whole tree
	MaxRSS int64         // resident bytes of its largest single process, 0 if unknown
}

// Of returns what the process behind state has cost.
func Of(state *os.ProcessState) Usage {
	return Usage{CPU: state.UserTime() + state.SystemTime(), MaxRSS: maxRSS(state)}
}
