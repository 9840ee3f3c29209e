package main

import (
	"context"
	"path/filepath"
	"slices"

	"github.com/conclint/conclint/internal/changed"
	"github.com/conclint/conclint/internal/config"
	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/suite"
)

// sieve decides which findings are reported.
type sieve struct {
	cwd   string
	tests bool
	file  *config.File
	lines *changed.Lines // nil when it does not matter what is new
	funcs *elsewhere     // likewise
	known *known         // nil without a baseline
}

// newSieve finds out, before anything is analysed, what git and the baseline
// have to say. The error is one sentence, or what ctx ended for.
func newSieve(ctx context.Context, o *options, r *driver.Options, entries []suite.Entry) (*sieve, error) {
	s := &sieve{cwd: r.Cwd, tests: o.tests, file: o.file}
	var err error
	if o.onlyNew || o.newFrom != "" {
		if s.lines, err = changed.Since(ctx, r.Dir, o.newFrom); err != nil {
			return nil, err
		}
		s.funcs = newElsewhere(s.lines)
	}
	s.known, err = openKnown(o, r, entries)
	return s, err
}

// sift takes out of the result what is not to be reported, and writes the
// baseline if that is what the user wants. What there is to say about the
// baseline becomes one of the result's notes.
func (s *sieve) sift(ctx context.Context, result *driver.Result) error {
	thin(result, false, s.file, s.cwd)
	all := result.Findings
	wanted := make([]bool, len(all))
	for i, f := range all {
		wanted[i] = s.wants(f)
	}
	if s.known != nil {
		notes, err := s.known.sift(ctx, result, wanted)
		if err != nil {
			return err
		}
		for _, note := range notes {
			result.Notes = append(result.Notes, "conclint: "+note)
		}
	}
	result.Findings = nil
	for i, f := range all {
		if wanted[i] {
			result.Findings = append(result.Findings, f)
		}
	}
	return nil
}

// wants reports whether a finding is to be reported unless it is known.
func (s *sieve) wants(f driver.Finding) bool {
	switch {
	case !s.tests && f.InTests():
		return false
	case s.file.Excluded(absolute(s.cwd, f.Pos.File)):
		return false
	case s.lines == nil:
		return true
	}
	isNew := func(p driver.Position) bool { return s.lines.Has(absolute(s.cwd, p.File), p.Line) }
	return isNew(f.Pos) || slices.ContainsFunc(f.Trace, func(step driver.Step) bool { return isNew(step.Pos) }) || s.funcs.has(f, s.cwd)
}

// absolute returns the absolute name of a file in a finding.
func absolute(cwd, file string) string {
	if filepath.IsAbs(file) {
		return file
	}
	return filepath.Join(cwd, file)
}
