// Package config reads .conclint.yaml, in which a team keeps what it would
// otherwise type as flags.
package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"go.yaml.in/yaml/v3"

	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/internal/strict"
)

// Name is the name under which the file is looked for.
const Name = ".conclint.yaml"

// File is what a file says. The zero value says nothing.
type File struct {
	Enable, Disable []string                 // analyzers and rules
	Severity        map[string]rule.Severity // by analyzer or rule
	Exclude         []string                 // globs
	Flags           map[string]string        // of analyzers, such as "lockorder.rules"
	LockTypes       []string
	NoReturn        []string
	Baseline        string // absolute file name, or ""
	Tests           *bool
	Format          string

	dir string // absolute directory of the file
}

// Vocabulary is what a file can talk about.
type Vocabulary struct {
	Names   []string            // analyzers, rules, and "all"
	Formats []string            // of the output
	Flags   map[string][]string // analyzer -> its flags

	// Check reports what is wrong with an analyzer's flag's value.
	Check func(analyzer, flag, value string) error

	// Settings is the name by which Check knows the analyzer that has the
	// flags for all others, LockTypes and NoReturn those of its flags.
	Settings, LockTypes, NoReturn string
}

// otherName is how people also end the names of YAML files.
const otherName = ".conclint.yml"

// Find looks for the file in a directory and those above it up to root, or in
// the directory alone if root is "". It returns "" if there is none. The error
// is about one that has another name, given as shown says.
func Find(dir, root string, shown func(name string) string) (string, error) {
	for {
		if other := filepath.Join(dir, otherName); isFile(other) {
			return "", fmt.Errorf("%s is not read: the file has to be called %s", shown(other), Name)
		}
		if name := filepath.Join(dir, Name); isFile(name) {
			return name, nil
		}
		parent := filepath.Dir(dir)
		if root == "" || dir == root || parent == dir {
			return "", nil
		}
		dir = parent
	}
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

// Read reads a file with an absolute name. Shown is the name for errors, each
// of which is one sentence.
func Read(name, shown string, v Vocabulary) (*File, error) {
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no configuration file %s", shown)
	} else if err != nil {
		return nil, fmt.Errorf("cannot read the configuration: %v", err)
	}
	return parse(shown, filepath.Dir(name), text, v)
}

func parse(shown, dir string, text []byte, v Vocabulary) (*File, error) {
	doc, err := strict.Parse(shown, text)
	if err != nil {
		return nil, err
	}
	r := &reader{File: doc, Vocabulary: v, out: &File{dir: dir}}
	if doc.Root == nil {
		return r.out, nil
	}
	return r.out, r.Fields(doc.Root, r.fields())
}

// Excluded reports whether the file says that nothing is to be reported in a
// source file with the given absolute name.
func (f *File) Excluded(name string) bool {
	if len(f.Exclude) == 0 {
		return false
	}
	rel, err := filepath.Rel(f.dir, name)
	if err != nil || !filepath.IsLocal(rel) {
		return false
	}
	// A pattern that matches a directory excludes all that is in it.
	for p := filepath.ToSlash(rel); ; p = p[:strings.LastIndexByte(p, '/')] {
		if slices.ContainsFunc(f.Exclude, func(glob string) bool { return doublestar.MatchUnvalidated(glob, p) }) {
			return true
		}
		if !strings.Contains(p, "/") {
			return false
		}
	}
}

// reader reads one file.
type reader struct {
	*strict.File
	Vocabulary
	out *File
}

// fields are the keys of the file. The schema in docs has the same ones.
func (r *reader) fields() map[string]func(*yaml.Node) error {
	return map[string]func(*yaml.Node) error{
		"enable":    r.list(&r.out.Enable, r.name),
		"disable":   r.list(&r.out.Disable, r.name),
		"severity":  r.severity,
		"exclude":   r.list(&r.out.Exclude, r.glob),
		"settings":  r.settings,
		"locktypes": r.list(&r.out.LockTypes, r.setting(r.LockTypes)),
		"noreturn":  r.list(&r.out.NoReturn, r.setting(r.NoReturn)),
		"baseline":  r.baseline,
		"tests":     r.tests,
		"format":    r.format,
	}
}

// list returns a function that reads a list of strings, each of which check has
// to find right.
func (r *reader) list(to *[]string, check func(n *yaml.Node, item string) error) func(*yaml.Node) error {
	return func(n *yaml.Node) error {
		return r.Items(n, func(n *yaml.Node) error {
			item, err := r.String(n)
			if err != nil {
				return err
			}
			*to = append(*to, item)
			return check(n, item)
		})
	}
}

// name checks the name of an analyzer or rule.
func (r *reader) name(n *yaml.Node, name string) error {
	if !slices.Contains(r.Names, name) {
		return r.Unknown(n, "analyzer or rule", name, r.Names)
	}
	if slices.Contains(r.out.Enable, name) && slices.Contains(r.out.Disable, name) {
		return r.Errorf(n, "%s is both enabled and disabled", name)
	}
	return nil
}

func (r *reader) glob(n *yaml.Node, glob string) error {
	if glob == "" || !doublestar.ValidatePattern(glob) || strings.HasPrefix(glob, "/") || strings.HasPrefix(glob, "../") {
		return r.Errorf(n, "%q is no pattern for paths below this file's directory", glob)
	}
	// As people write directories.
	r.out.Exclude[len(r.out.Exclude)-1] = strings.TrimSuffix(strings.TrimPrefix(glob, "./"), "/")
	return nil
}

// setting returns a function that checks a value for a flag of the analyzer
// whose flags are for all.
func (r *reader) setting(flag string) func(*yaml.Node, string) error {
	return func(n *yaml.Node, value string) error {
		if err := r.Check(r.Settings, flag, value); err != nil {
			return r.Errorf(n, "%v", err)
		}
		return nil
	}
}

func (r *reader) severity(n *yaml.Node) error {
	r.out.Severity = make(map[string]rule.Severity)
	severities := []string{string(rule.Error), string(rule.Warning), string(rule.Note)}
	return r.Each(n, func(key, value *yaml.Node) error {
		if !slices.Contains(r.Names, key.Value) {
			return r.Unknown(key, "analyzer or rule", key.Value, r.Names)
		}
		s, err := r.String(value)
		if err == nil && !slices.Contains(severities, s) {
			err = r.Unknown(value, "severity", s, severities)
		}
		r.out.Severity[key.Value] = rule.Severity(s)
		return err
	})
}

// settings reads the flags of analyzers.
func (r *reader) settings(n *yaml.Node) error {
	r.out.Flags = make(map[string]string)
	return r.Each(n, func(analyzer, flags *yaml.Node) error {
		known, ok := r.Flags[analyzer.Value]
		if !ok {
			analyzers := make([]string, 0, len(r.Flags))
			for name := range r.Flags {
				analyzers = append(analyzers, name)
			}
			slices.Sort(analyzers)
			return r.Unknown(analyzer, "analyzer", analyzer.Value, analyzers)
		}
		return r.Each(flags, func(flag, node *yaml.Node) error {
			if !slices.Contains(known, flag.Value) {
				return r.Unknown(flag, "setting of "+analyzer.Value, flag.Value, known)
			}
			value, err := r.Scalar(node)
			if err != nil {
				return err
			}
			if err := r.Check(analyzer.Value, flag.Value, value); err != nil {
				return r.Errorf(node, "invalid value %q for %s: %v", value, flag.Value, err)
			}
			r.out.Flags[analyzer.Value+"."+flag.Value] = value
			return nil
		})
	})
}

func (r *reader) baseline(n *yaml.Node) error {
	name, err := r.String(n)
	if err != nil {
		return err
	}
	if name == "" {
		return r.Errorf(n, "the baseline's file name is empty")
	}
	if name = filepath.FromSlash(name); !filepath.IsAbs(name) {
		name = filepath.Join(r.out.dir, name)
	}
	r.out.Baseline = name
	return nil
}

func (r *reader) tests(n *yaml.Node) error {
	tests, err := r.Bool(n)
	r.out.Tests = &tests
	return err
}

func (r *reader) format(n *yaml.Node) error {
	format, err := r.String(n)
	if err == nil && !slices.Contains(r.Formats, format) {
		err = r.Unknown(n, "format", format, r.Formats)
	}
	r.out.Format = format
	return err
}
