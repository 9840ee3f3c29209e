package main

import (
	"embed"
	"encoding/json"
	"maps"
	"path"
	"path/filepath"
	"slices"

	"github.com/conclint/conclint/internal/eval/lay"
)

// truth holds what is known about each kernel: our own reading of them, not
// part of the suite.
//
//go:embed goker_blocking.json goker_nonblocking.json
var truth embed.FS

// Kernel is what is known about one kernel. CLASSES.md explains the classes.
type Kernel struct {
	Name    string   `json:"-"`
	File    string   // below the kernels' directory, without the _test of its name there
	Classes []string // of its bugs, the main one first
	Lines   []int    // where a report of the bug would lie
	Root    string   // the cause, in a sentence
}

// kernels returns the kernels sorted by name; those of classes, or all if
// none is given.
func kernels(classes []string) ([]Kernel, error) {
	all := make(map[string]Kernel)
	for _, name := range []string{"goker_blocking.json", "goker_nonblocking.json"} {
		data, err := truth.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(data, &all); err != nil {
			return nil, err
		}
	}
	var out []Kernel
	for _, name := range slices.Sorted(maps.Keys(all)) {
		k := all[name]
		k.Name = name
		if len(classes) == 0 || slices.Contains(classes, k.Classes[0]) {
			out = append(out, k)
		}
	}
	return out, nil
}

// layOut copies the kernels from the suite's directory to dir, as one module
// of one package a kernel. Their loops have the meaning that they had before
// Go 1.22, and so the module's version is older.
func layOut(dir, suite string, ks []Kernel) error {
	if err := lay.Module(dir, "goker", "1.20", ""); err != nil {
		return err
	}
	for _, k := range ks {
		// A kernel is a test in the suite. It becomes plain code, for which
		// every rule and driver cares.
		test := k.File[:len(k.File)-len(path.Ext(k.File))] + "_test.go"
		if err := lay.Copy(filepath.Join(dir, filepath.FromSlash(k.File)), filepath.Join(suite, filepath.FromSlash(test))); err != nil {
			return err
		}
	}
	return nil
}
