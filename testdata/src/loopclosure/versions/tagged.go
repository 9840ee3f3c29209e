//go:build go1.23 && !ignore

package versions

import "log"

func newer(names []string) {
	for _, name := range names {
		go func() { log.Print(name) }()
	}
}
