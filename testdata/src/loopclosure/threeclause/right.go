package threeclause

import "log"

// Only i changes.
func bound(xs []int) {
	for i, n := 0, len(xs); i < n; i++ {
		go func() { log.Print(n) }()
		log.Print(i)
	}
}

func copied(n int) {
	for i := 0; i < n; i++ {
		i := i
		go func() { log.Print(i) }()
	}
}

// No variable at all.
func forever(accept func() int) {
	for {
		conn := accept()
		go func() { log.Print(conn) }()
	}
}

func condition(more func() bool, x int) {
	for more() {
		go func() { log.Print(x) }()
	}
}
