package deferred

import (
	"os"
	"testing"
)

func ownFunction(names []string) {
	for _, name := range names {
		func() {
			defer func() { os.Remove(name) }()
			os.Open(name)
		}()
	}
}

func arguments(names []string) {
	for _, name := range names {
		defer os.Remove(name)
	}
}

func pointers(rs []*resource) {
	for _, r := range rs {
		defer r.close()
	}
}

func subtests(t *testing.T, names []string) {
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Cleanup(func() { os.Remove(name) })
			defer func() { os.Remove(name) }()
		})
	}
}

func found(names []string) {
	for _, name := range names {
		if name == "x" {
			defer func() { os.Remove(name) }()
			break
		}
	}
}

func byIndex(rs []resource) {
	for i := range rs {
		defer rs[i].close()
	}
}
