// Package changed asks git which lines of a working tree are new.
package changed

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"math"
	"os"
	"path/filepath"
	"strings"
)

// Lines are the lines that were changed or added.
type Lines struct {
	files map[string][]Span // by absolute name, symbolic links followed
	whole map[string]bool   // files and directories that are new altogether

	resolved map[string]string // directory -> where its symbolic links lead to
}

// Span are the lines from First to Last, from 1.
type Span struct{ First, Last int }

// Since returns the lines of the repository around a directory that differ from
// a revision, or rather from the last commit that it has in common with HEAD:
// what others did meanwhile is not new here. Without a revision it returns what
// is not committed yet. Files that git does not track and does not ignore are
// new; so are lines around a place where others were removed. Submodules are
// compared with the commits that the revision has of them.
//
// The error is one sentence, or what ctx ended for.
func Since(ctx context.Context, dir, rev string) (*Lines, error) {
	l := &Lines{files: make(map[string][]Span), whole: make(map[string]bool), resolved: make(map[string]string)}
	g := git{dir: dir}
	out, err := g.run(ctx, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	g.dir = filepath.FromSlash(strings.TrimSuffix(string(out), "\n"))
	base, err := g.base(ctx, rev)
	if err != nil {
		return nil, err
	}
	return l, l.add(ctx, g, base)
}

// base returns the name of the commit, or tree, to compare with.
func (g git) base(ctx context.Context, rev string) (string, error) {
	if rev == "" {
		if out, err := g.run(ctx, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"); err == nil {
			return strings.TrimSpace(string(out)), nil
		}
		// There is no commit yet.
		out, err := g.run(ctx, "hash-object", "-t", "tree", os.DevNull)
		return strings.TrimSpace(string(out)), err
	}
	out, err := g.run(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}")
	if ctx.Err() != nil {
		return "", context.Cause(ctx)
	} else if err != nil {
		return "", fmt.Errorf("git knows no revision %q", rev)
	}
	commit := strings.TrimSpace(string(out))
	if out, err := g.run(ctx, "merge-base", commit, "HEAD"); err == nil {
		return strings.TrimSpace(string(out)), nil
	}
	return commit, nil // in a shallow clone, for example
}

// add adds what differs from base in the repository whose root g is in.
func (l *Lines) add(ctx context.Context, g git, base string) error {
	root, err := filepath.EvalSymlinks(g.dir)
	if err != nil {
		return err
	}
	// Whatever the user's configuration is, see git-config for diff.*.
	patch, err := g.run(ctx, "-c", "core.quotePath=false", "diff", "--unified=0", "--inter-hunk-context=0",
		"--no-color", "--no-ext-diff", "--no-textconv", "--src-prefix=a/", "--dst-prefix=b/",
		"--find-renames", "--ignore-submodules=all", base, "--")
	if err != nil {
		return err
	}
	for name, spans := range parsePatch(patch) {
		l.files[filepath.Join(root, filepath.FromSlash(name))] = spans
	}
	untracked, err := g.run(ctx, "ls-files", "--others", "--exclude-standard", "-z")
	if err != nil {
		return err
	}
	for name := range bytes.SplitSeq(untracked, []byte{0}) {
		if len(name) > 0 {
			l.whole[filepath.Join(root, filepath.FromSlash(string(name)))] = true
		}
	}
	return l.addSubmodules(ctx, g, base, root)
}

// addSubmodules adds what differs in submodules.
func (l *Lines) addSubmodules(ctx context.Context, g git, base, root string) error {
	if _, err := os.Stat(filepath.Join(root, ".gitmodules")); err != nil {
		return nil
	}
	index, err := g.run(ctx, "ls-files", "--stage", "-z")
	if err != nil {
		return err
	}
	for entry := range bytes.SplitSeq(index, []byte{0}) {
		stat, name, ok := strings.Cut(string(entry), "\t")
		if !ok || !strings.HasPrefix(stat, "160000 ") {
			continue
		}
		dir := filepath.Join(root, filepath.FromSlash(name))
		if _, err := os.Stat(filepath.Join(dir, ".git")); err != nil {
			continue // not checked out
		}
		commit, err := g.run(ctx, "rev-parse", "--verify", "--quiet", base+":"+name)
		if err != nil {
			l.whole[dir] = true
			continue
		}
		if err := l.add(ctx, git{dir: dir, apart: true}, strings.TrimSpace(string(commit))); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// Has reports whether a line, counted from 1, of a file with an absolute name is
// among the lines.
func (l *Lines) Has(file string, line int) bool {
	dir := filepath.Dir(file)
	real, ok := l.resolved[dir]
	if !ok {
		var err error
		if real, err = filepath.EvalSymlinks(dir); err != nil {
			real = dir
		}
		l.resolved[dir] = real
	}
	file = filepath.Join(real, filepath.Base(file))
	for _, s := range l.files[file] {
		if s.First <= line && line <= s.Last {
			return true
		}
	}
	for name := file; ; name = filepath.Dir(name) {
		if l.whole[name] {
			return true
		}
		if name == filepath.Dir(name) {
			return false
		}
	}
}

// All yields the lines of each file, symbolic links in its name followed. Of
// submodules that are new altogether it has nothing.
func (l *Lines) All() iter.Seq2[string, Span] {
	return func(yield func(string, Span) bool) {
		for file, spans := range l.files {
			for _, s := range spans {
				if !yield(file, s) {
					return
				}
			}
		}
		for file := range l.whole {
			if !yield(file, Span{1, math.MaxInt}) {
				return
			}
		}
	}
}
