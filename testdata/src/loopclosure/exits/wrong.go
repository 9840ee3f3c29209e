package exits

import "log"

// This break leaves the switch, not the loop.
func wrongBreak(names []string) {
	for _, name := range names {
		switch name {
		case "a":
			go func() { work(name) }() // want `loop variable name captured`
			break
		}
	}
}

// This one leaves the inner loop, so the outer variable changes.
func innerBreak(lists [][]string) {
	for i, list := range lists {
		for _, name := range list {
			go func() { log.Print(i, name) }() // want `loop variable i captured`
			break
		}
	}
}

// The loop may go on.
func mayGoOn(names []string, skip bool) {
	for _, name := range names {
		go func() { work(name) }() // want `loop variable name captured`
		if skip {
			continue
		}
		return
	}
}

func mayReturn(names []string, enough func() bool) {
	for i, name := range names {
		go func() { work(name) }() // want `loop variable name captured`
		if i > 10 {
			return
		}
	}
}

// The return is the literal's.
func literal(names []string) {
	for _, name := range names {
		func() {
			go func() { work(name) }() // want `loop variable name captured`
			return
		}()
	}
}

// One branch goes on.
func oneBranch(names []string) {
	for _, name := range names {
		go func() { work(name) }() // want `loop variable name captured`
		if name == "last" {
			return
		} else {
			continue
		}
	}
}

func continues(lists [][]string) {
outer:
	for i, list := range lists {
		for _, name := range list {
			go func() { log.Print(i, name) }() // want `loop variable i captured`
			continue outer
		}
		return
	}
}
