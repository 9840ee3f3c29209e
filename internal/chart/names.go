package chart

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

// shortNames returns names for classes or functions, which begin with an import
// path: without the directories before its last element, or, where that would
// make two of them alike, with as many of them as it takes.
func shortNames(full map[string]bool) map[string]string {
	names := make(map[string]string, len(full))
	for n, left := 1, sorted(full); len(left) > 0; n++ {
		taken := make(map[string]int)
		for _, s := range left {
			taken[last(s, n)]++
		}
		var again []string
		for _, s := range left {
			if short := last(s, n); taken[short] == 1 || short == s {
				names[s] = short
			} else {
				again = append(again, s)
			}
		}
		left = again
	}
	return names
}

// last returns the last n elements of a path, the last two being one if the last
// is no more than the version of a module: "golang-lru/v2.Cache".
func last(path string, n int) string {
	if version.MatchString(path) {
		n++
	}
	end := len(path)
	for range n {
		end = strings.LastIndexByte(path[:max(0, end)], '/')
		if end < 0 {
			return path
		}
	}
	return path[end+1:]
}

var version = regexp.MustCompile(`/v[0-9]+\.[^/]*$`)

func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }
