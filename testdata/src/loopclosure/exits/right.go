package exits

import (
	"log"
	"os"
)

func work(s string) {}

func breaks(names []string) {
	for _, name := range names {
		if name != "" {
			go func() { work(name) }()
			break
		}
	}
}

func returns(names []string) error {
	for i, name := range names {
		switch {
		case i > 3:
			go func() { work(name) }()
			log.Print(i)
			return nil
		}
	}
	return nil
}

func labelled(lists [][]string) {
outer:
	for i, list := range lists {
		for _, name := range list {
			if name != "" {
				go func() { log.Print(i, name) }()
				break outer
			}
		}
	}
}

func bothWays(names []string) {
	for _, name := range names {
		go func() { work(name) }()
		if len(name) > 3 {
			return
		} else {
			panic("short")
		}
	}
}

func ends(names []string) {
	for _, name := range names {
		go func() { work(name) }()
		os.Exit(1)
	}
}

func hangs(names []string) {
	for _, name := range names {
		go func() { work(name) }()
		select {}
	}
}

func serves(names []string, accept func()) {
	for _, name := range names {
		go func() { work(name) }()
		for {
			accept()
		}
	}
}

func inSelect(names []string, quit, more chan bool) {
	for _, name := range names {
		select {
		case <-quit:
			go func() { work(name) }()
			return
		case <-more:
		}
	}
}
