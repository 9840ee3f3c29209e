package versions

import "log"

func byModule(names []string) {
	for _, name := range names {
		go func() { log.Print(name) }()
	}
}
