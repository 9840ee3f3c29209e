package threeclause

import "log"

type node struct {
	next *node
	v    int
}

func list(head *node) {
	for p := head; p != nil; p = p.next {
		go func() { log.Print(p.v) }() // want `loop variable p captured`
		log.Print("next")
	}
}

// The body changes the variable, not the post statement.
func inBody(n int) {
	for i := 0; i < n; {
		go func() { log.Print(i) }() // want `loop variable i captured`
		i += 2
	}
}

// The variable is older than the loop.
func outside(n int) {
	var i int
	for ; i < n; i++ {
		go func() { log.Print(i) }() // want `loop variable i captured`
		log.Print("next")
	}
}

func swap(n int) {
	for i, j := 0, n; i < j; i, j = i+1, j-1 {
		go func() {
			log.Print(i) // want `loop variable i captured`
			log.Print(j) // want `loop variable j captured`
		}()
	}
}
