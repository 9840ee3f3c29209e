package driver

import (
	"context"
	"errors"
	"os/exec"
	"slices"
	"strings"
)

// investigate finds out what went wrong when go vet failed. It returns the
// units that could be analysed, with a second run of go vet where the go
// command refused to begin because of some packages, and why each package that
// could not be, by its import path. An error means that nothing can be analysed.
func (r *run) investigate(ctx context.Context, extent Extent, units []unitOutput, stderr string) ([]unitOutput, map[string]string, error) {
	if namesFiles(r.Patterns, r.Dir) && len(units) == 0 && !strings.Contains(stderr, "# ") {
		return nil, nil, errors.New(firstSentence([]byte(stderr), "go vet failed"))
	}
	pkgs, err := r.list(ctx, []string{"-test"}, r.Patterns)
	if err != nil {
		return nil, nil, err
	}
	roots := collectRoots(pkgs)
	if len(roots) == 0 {
		return nil, nil, errors.New(firstSentence([]byte(stderr), "no packages match "+strings.Join(r.Patterns, " ")))
	}
	toUser := relocator(r.Dir, r.Cwd)
	failures := make(map[string]string) // import path -> why
	var sound []string
	for path, root := range roots {
		if root.err != "" {
			failures[path] = relocate(root.err, toUser)
		} else {
			sound = append(sound, path)
		}
	}
	if len(units) == 0 && len(failures) > 0 && len(sound) > 0 {
		// The go command analyses nothing when some packages cannot be
		// loaded, so ask for the others alone.
		slices.Sort(sound)
		again, stderr2, err := r.vet(ctx, extent, sound)
		if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
			return nil, nil, err
		}
		units, stderr = again, stderr2
	}
	explain(roots, units, stderr, toUser, failures)
	if len(failures) == 0 {
		return nil, nil, errors.New(firstSentence([]byte(stderr), "go vet failed"))
	}
	return units, failures, nil
}
