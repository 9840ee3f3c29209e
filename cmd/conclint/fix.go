package main

import (
	"context"
	"errors"
	"fmt"
	"syscall"

	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/fix"
	"github.com/conclint/conclint/suite"
)

// maxFixes is how often fixes are applied and the packages analysed again:
// those that get in each other's way are applied one after the other.
const maxFixes = 5

// fix applies what the findings suggest, and returns the result of analysing the
// packages again, as find does.
func (fe frontEnd) fix(ctx context.Context, o *options, request *driver.Options, entries []suite.Entry, result *driver.Result) (*driver.Result, error) {
	editable := driver.InMainModule(request.Dir, fe.getenv)
	fixed, files := 0, make(map[string]bool)
	findings := result.Findings
	var left []fix.Left
	for range maxFixes {
		plan, err := fix.Make(findings, editable)
		if err != nil {
			return nil, err
		}
		left = append(left, plan.Left...)
		if plan.Fixed == 0 {
			break
		}
		if err := plan.Write(ctx); err != nil {
			return nil, fmt.Errorf("cannot apply a fix: %w", err)
		}
		fixed += plan.Fixed
		for _, f := range plan.Files {
			files[f.Name] = true
		}
		if result, err = fe.find(ctx, o, request, entries); err != nil {
			return nil, err
		}
		// A second time only what was in the way before: a fix that does
		// not help must not be applied again and again.
		if findings, left = again(left, result.Findings); len(findings) == 0 {
			break
		}
	}
	fe.leftOut(left)
	if fixed > 0 {
		fmt.Fprintf(fe.stderr, "conclint: fixed %s in %s\n", count(fixed, "finding"), count(len(files), "file"))
	}
	return result, nil
}

// again splits what was left out into the findings to try again, as they are
// now, and the rest.
func again(left []fix.Left, now []driver.Finding) (retry []driver.Finding, rest []fix.Left) {
	var waiting []driver.Finding
	for _, l := range left {
		if l.Again {
			waiting = append(waiting, l.Finding)
		} else {
			rest = append(rest, l)
		}
	}
	for _, f := range now {
		for i, w := range waiting {
			if f.Rule == w.Rule && f.Message == w.Message && f.Pos.File == w.Pos.File {
				retry = append(retry, f)
				waiting = append(waiting[:i], waiting[i+1:]...)
				break
			}
		}
	}
	return retry, rest
}

// leftOut says which fixes were not applied.
func (fe frontEnd) leftOut(left []fix.Left) {
	for _, l := range left {
		fmt.Fprintf(fe.stderr, "conclint: %s: not fixed (%s): %s\n", l.Finding.Pos, l.Finding.Rule, l.Why)
	}
}

// diff prints what fix would do first.
func (fe frontEnd) diff(request *driver.Options, result *driver.Result) int {
	plan, err := fix.Make(result.Findings, driver.InMainModule(request.Dir, fe.getenv))
	if err == nil {
		err = plan.Diff(fe.stdout)
	}
	if errors.Is(err, syscall.EPIPE) {
		return exitFailure // nobody reads any more, not even this
	} else if err != nil {
		return fe.fail(err)
	}
	for _, failure := range result.Failures {
		fmt.Fprintln(fe.stderr, "conclint:", failure)
	}
	fe.leftOut(plan.Left)
	switch {
	case len(result.Failures) > 0:
		return exitFailure
	case len(plan.Files) > 0:
		return exitFindings
	}
	return exitClean
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}
