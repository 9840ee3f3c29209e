package main

import (
	"context"
	"fmt"
	"go/build"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/baseline"
	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/fingerprint"
	"github.com/conclint/conclint/internal/wholefile"
	"github.com/conclint/conclint/suite"
)

// known is the baseline: what is not reported because the user knows it.
type known struct {
	name    string // of its file, absolute
	shown   string // for the user
	exists  bool
	write   bool // write it anew
	verbose bool
	entries []baseline.Entry

	cwd     string
	running map[string]bool // rule -> is looked for
	whole   map[string]bool // rule -> only when nothing failed
	tags    []string        // of the build
}

// openKnown reads the baseline that the options name, or else the one at the
// root of the module. It returns nil if there is none.
func openKnown(o *options, r *driver.Options, entries []suite.Entry) (*known, error) {
	at := place{r.Cwd, r.Dir}
	k := &known{write: o.writeBaseline, verbose: o.verbose, cwd: r.Cwd, tags: buildTags(slices.Concat(strings.Fields(r.Getenv("GOFLAGS")), o.buildFlags))}
	named := true
	switch {
	case o.baseline != "":
		k.name = at.file(o.baseline)
	case o.given["baseline"]:
		return nil, nil
	case o.file.Baseline != "":
		k.name = o.file.Baseline
	default:
		named = false
		k.name = filepath.Join(driver.Root(r.Dir, r.Getenv), baseline.Name)
		if !filepath.IsAbs(k.name) {
			k.name = at.file(baseline.Name) // in no module
		}
	}
	k.shown = driver.Shown(k.name, r.Cwd)
	var err error
	if k.entries, k.exists, err = baseline.Read(k.name, k.shown); err != nil {
		return nil, err
	}
	switch {
	case k.write:
		_, err = wholefile.Check(k.shown)
	case k.exists:
	case named:
		err = fmt.Errorf("there is no baseline %s; -write-baseline writes it", k.shown)
	default:
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	k.whole = make(map[string]bool)
	for _, e := range entries {
		for _, r := range e.Rules {
			k.whole[r.ID] = r.Unanimous
		}
	}
	k.running, err = o.choice.Running(entries)
	return k, err
}

// sift makes unwanted what the baseline has. It returns what there is to say
// about the baseline, one line each: mostly which entries are not needed any more.
func (k *known) sift(ctx context.Context, result *driver.Result, wanted []bool) ([]string, error) {
	found := k.found(result)
	is, rest := baseline.Split(k.entries, found)
	var now []baseline.Found
	covered := 0
	for i, f := range found {
		if wanted[i] || is[i] {
			now = append(now, f)
		}
		if is[i] {
			covered++
		}
		wanted[i] = wanted[i] && !is[i] && !k.write
	}
	if k.write {
		return k.update(ctx, result, now)
	}
	var notes []string
	for _, e := range rest {
		if k.covers(result, e) {
			notes = append(notes, k.stale(e))
		}
	}
	if k.verbose {
		notes = append(notes, fmt.Sprintf("%s known from %s", count(covered, "finding"), k.shown))
	}
	return notes, nil
}

// update writes the baseline with the findings of now, and what it had of rules
// and packages that this run had nothing to do with, or failed with.
func (k *known) update(ctx context.Context, result *driver.Result, now []baseline.Found) ([]string, error) {
	kept := slices.DeleteFunc(slices.Clone(k.entries), func(e baseline.Entry) bool { return k.covers(result, e) })
	entries := baseline.Union(baseline.Of(now), kept)
	n := 0
	for _, e := range entries {
		n += e.Count
	}
	if n == 0 && !k.exists {
		return []string{"nothing was found, so no baseline is needed"}, nil
	}
	text, err := baseline.Encode(entries)
	if err != nil {
		return nil, err
	}
	if err := wholefile.Write(ctx, k.shown, text); err != nil {
		return nil, err
	}
	return []string{fmt.Sprintf("%s in %s", count(n, "known finding"), k.shown)}, nil
}

// stale words that an entry is not needed any more.
func (k *known) stale(e baseline.Entry) string {
	where := e.File
	if e.Function != "" {
		where = e.Function + ", " + e.File
	}
	times := ""
	if e.Count > 1 {
		times = fmt.Sprintf(" %d times", e.Count)
	}
	return fmt.Sprintf("%s:%d: no longer found%s: %s in %s", k.shown, e.Line, times, e.Rule, where)
}

// found returns the findings as the baseline has them.
func (k *known) found(result *driver.Result) []baseline.Found {
	sources := fingerprint.Sources{Read: result.ReadFile}
	list := make([]baseline.Found, len(result.Findings))
	for i, f := range result.Findings {
		list[i] = baseline.Found{
			Key: fingerprint.Key{
				Rule:     f.Rule,
				Package:  f.Package,
				Function: sources.Function(f.Pos.File, f.Pos.Line),
				Message:  fingerprint.Message(f.Message),
				Code:     sources.Line(f.Pos.File, f.Pos.Line),
			},
			File: k.relative(absolute(k.cwd, f.Pos.File)),
		}
	}
	return list
}

// relative returns a file's name as the baseline has it.
func (k *known) relative(file string) string {
	if rel, err := filepath.Rel(filepath.Dir(k.name), file); err == nil {
		file = rel
	}
	return filepath.ToSlash(file)
}

// covers reports whether this run would have found what an entry has.
func (k *known) covers(result *driver.Result, e baseline.Entry) bool {
	if on, exists := k.running[e.Rule]; exists && !on || k.whole[e.Rule] && len(result.Failures) > 0 {
		return false
	}
	file := absolute(filepath.Dir(k.name), filepath.FromSlash(e.File))
	dir := filepath.Dir(file)
	if _, analysed := slices.BinarySearch(result.Packages, e.Package); !analysed {
		return result.Matches(dir) && !hasGoFiles(dir)
	}
	// A file for another system is not analysed on this one.
	if _, err := os.Stat(file); err != nil {
		return true
	}
	b := build.Default
	b.BuildTags = k.tags
	match, err := b.MatchFile(dir, filepath.Base(file))
	return match || err != nil
}

func hasGoFiles(dir string) bool {
	files, err := os.ReadDir(dir)
	return err == nil && slices.ContainsFunc(files, func(f os.DirEntry) bool { return filepath.Ext(f.Name()) == ".go" })
}

// buildTags returns the value of the last -tags among the go command's flags.
func buildTags(flags []string) []string {
	var tags []string
	for _, f := range flags {
		if list, ok := strings.CutPrefix(strings.TrimLeft(f, "-"), "tags="); ok {
			tags = strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
		}
	}
	return tags
}
