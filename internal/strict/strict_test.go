package strict_test

import (
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/conclint/conclint/internal/strict"
)

// read reads a mapping with a key of each type.
func read(text string) error {
	f, err := strict.Parse("f.yaml", []byte(text))
	if err != nil || f.Root == nil {
		return err
	}
	return f.Fields(f.Root, map[string]func(*yaml.Node) error{
		"name": func(n *yaml.Node) error { _, err := f.String(n); return err },
		"any":  func(n *yaml.Node) error { _, err := f.Scalar(n); return err },
		"flag": func(n *yaml.Node) error { _, err := f.Bool(n); return err },
		"many": func(n *yaml.Node) error { _, err := f.Count(n); return err },
		"list": func(n *yaml.Node) error {
			return f.Items(n, func(n *yaml.Node) error { _, err := f.String(n); return err })
		},
	})
}

func TestErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                             "",
		"# nothing\n":                  "",
		"name: x\nany: 1\nflag: true":  "",
		"any: false\nlist: [a, b]":     "",
		"any: x\nmany: 2\nlist: []":    "",
		"name: 1":                      "f.yaml:1: this has to be a string, but is a number",
		"name:":                        "f.yaml:1: this has to be a string, but is nothing",
		"\nname: [x]":                  "f.yaml:2: this has to be a string, but is a list",
		"any: {a: b}":                  "f.yaml:1: this has to be a string, but is a mapping",
		"flag: TRUE":                   "",
		"flag: yes":                    "f.yaml:1: this has to be true or false, but is a string",
		"many: 0":                      "f.yaml:1: this has to be a number from 1",
		"many: 1.5":                    "f.yaml:1: this has to be a number from 1",
		"many: two":                    "f.yaml:1: this has to be a number from 1",
		"list: a":                      "f.yaml:1: this has to be a list, but is a string",
		"list:\n- a\n- 2":              "f.yaml:3: this has to be a string, but is a number",
		"- a":                          "f.yaml:1: this has to be a mapping, but is a list",
		"name: x\nlsit: []":            `f.yaml:2: unknown key "lsit" (did you mean list?)`,
		"entirely-different: []":       `f.yaml:1: unknown key "entirely-different" (there are any, flag, list, many, name)`,
		"name: x\nflag: true\nname: y": `f.yaml:3: "name" is here twice`,
		"name: x\n---\nname: y":        "f.yaml:2: a second document begins here",
		"any: &x y\nname: *x":          "f.yaml:2: this has to be a string, but is an alias",
		"a\n<<<<<<< HEAD\nb":           "f.yaml:2: this is left over from a merge",
		"name: [x":                     "f.yaml:1: did not find expected ',' or ']'",
		"name: x\nlist: [a\nany: x\n":  "f.yaml:2: did not find expected ',' or ']'",
		"\n\n- a\nname: x":             "f.yaml:3: did not find expected '-' indicator",
		"\tname: x":                    "f.yaml:1: found character that cannot start any token",
		"any: b: c":                    "f.yaml:1: mapping values are not allowed in this context",
		"any: x\nname: a\x01b":         "f.yaml:2: control characters are not allowed",
		"any: x\nname: \xff":           "f.yaml:2: invalid leading UTF-8 octet",
		"? [name]\n: x":                "f.yaml:1: a key has to be a string, but is a list",
		"name: x\n\tflag: true":        "f.yaml:2: found a tab character that violates indentation",
	} {
		err := read(text)
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}
