package fix

import "log"

func names(names []string) {
	for i, name := range names {
		if i > 0 {
			go func() {
				log.Print(name) // want `loop variable name captured`
			}()
			go func() {
				log.Print(name) // want `loop variable name captured`
			}()
		}
	}
}

// No fix: the loop's own variable has to move on.
func body(n int) {
	for i := 0; i < n; {
		go func() { log.Print(i) }() // want `loop variable i captured`
		i++
	}
}
