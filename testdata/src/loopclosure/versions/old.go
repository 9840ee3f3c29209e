//go:build go1.21

package versions

import "log"

func byConstraint(names []string) {
	for _, name := range names {
		go func() { log.Print(name) }() // want `loop variable name captured`
	}
}
