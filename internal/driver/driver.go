// Package driver is conclint's front end: it has the go command run conclint
// as a vet tool on the packages, and turns what the tool printed, now or in an
// earlier run, into sorted findings.
package driver

import (
	"context"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
)

// Options are a user's wishes.
type Options struct {
	Tool       string   // absolute file name of the vet tool: conclint itself
	Cwd        string   // absolute directory where the user stands
	Dir        string   // absolute directory in which the go command runs
	Patterns   []string // packages, as for the go command
	BuildFlags []string // of the go command, such as "-tags=x"
	ToolFlags  []string // of the tool, such as "-lockorder.rules=-lockorder-rlock"
	Overlay    string   // the file given as -overlay, absolute, or ""
	Trimpath   bool     // -trimpath is in effect
	Stats      bool     // find out how much the tool had to do
	Rules      Catalogue
	Getenv     func(string) string

	// Progress, if not nil, is told how many of the packages are done, now and
	// then, and perhaps by another goroutine.
	Progress func(done int)
}

// Run analyses the packages. An error means that there is no result at all,
// and says why in one sentence.
func Run(ctx context.Context, o Options) (*Result, error) {
	r, err := newRun(o)
	if err != nil {
		return nil, err
	}
	defer r.close()
	return r.run(ctx)
}

// run is one call of [Run].
type run struct {
	Options
	goCommand
	work    workDir
	stats   statsFile
	watcher io.Writer // is written what go vet prints; or nil
}

func newRun(o Options) (*run, error) {
	path, err := findGo()
	if err != nil {
		return nil, err
	}
	work, err := newWorkDir(o.Dir, o.Getenv)
	if err != nil {
		return nil, err
	}
	r := &run{Options: o, goCommand: goCommand{path: path, dir: o.Dir, buildFlags: o.BuildFlags}, work: work}
	if o.Stats {
		if r.stats, err = newStatsFile(work); err != nil {
			work.remove()
			return nil, err
		}
	}
	return r, nil
}

func (r *run) close() { r.work.remove() }

func (r *run) run(ctx context.Context) (*Result, error) {
	match, extent, err := r.matcher(ctx)
	if err != nil {
		return nil, err
	}
	if r.Progress != nil {
		r.watcher = newWatcher(match, r.Progress)
	}
	units, stderr, err := r.vet(ctx, extent, r.Patterns)
	failed := false
	if _, exited := errors.AsType[*exec.ExitError](err); exited {
		failed = true
	} else if err != nil {
		return nil, err
	}

	result := &Result{Matches: func(dir string) bool { return match(Unit{Dir: dir}) }}
	if failed {
		var failures map[string]string
		if units, failures, err = r.investigate(ctx, extent, units, stderr); err != nil {
			return nil, err
		}
		for path, why := range failures {
			result.fail(path, "was not analysed: "+why)
		}
	} else if stderr = strings.TrimSpace(stderr); stderr != "" {
		result.Notes = strings.Split(stderr, "\n")
	}

	files, err := newFiles(r.Options)
	if err != nil {
		return nil, err
	}
	result.ReadFile = files.read
	mains := mainModules(r.Dir, r.Getenv)
	wanted := slices.DeleteFunc(slices.Clone(units), func(u unitOutput) bool { return !match(u.Unit) })
	for _, u := range wanted {
		result.addUnit(u)
		u.sketch.MapFiles(files.toUser)
		result.Sketch.Add(&u.sketch)
		result.addFindings(u.findings, files.toUser, mains)
	}
	if !failed { // or else some units are missing
		result.addFindings(agreed(wanted), files.toUser, mains)
	}
	result.settle()
	result.Stats, err = r.stats.read(units)
	result.Stats.Suppressed = suppressed(wanted)
	return result, err
}

// matcher decides which units' findings are wanted and how much has to be
// analysed in full. Usually names tell; otherwise the go command is asked.
func (r *run) matcher(ctx context.Context) (matcher, Extent, error) {
	if m, ok := localMatcher(r.Patterns, r.Dir, mainModules(r.Dir, r.Getenv)); ok {
		return m, Main, nil
	}
	if local := len(r.Patterns) == 0 || slices.ContainsFunc(r.Patterns, isLocal); local && !hasModule(r.Dir, r.Getenv) {
		return nil, Named, errors.New("go.mod file not found in current directory or any parent directory")
	}
	return r.listMatcher(ctx, r.Patterns)
}

// vet runs go vet on the patterns. Units that the tool finished are returned
// even when err is an [*exec.ExitError].
func (r *run) vet(ctx context.Context, extent Extent, patterns []string) (units []unitOutput, stderr string, err error) {
	args := []string{"vet", "-vettool=" + r.Tool, "-json", "-" + UnitsFlag + "=" + string(extent)}
	if r.Trimpath {
		args = append(args, "-"+RootFlag+"="+r.Dir)
	}
	args = append(args, r.ToolFlags...)
	args = append(append(args, r.buildFlags...), "--")
	g := r.goCommand
	g.watch = r.watcher
	stdout, stderrBytes, err := g.run(ctx, append(r.stats.env(), r.work.env()), append(args, patterns...))
	if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
		return nil, "", err
	}
	units, readErr := readOutput(stdout, r.Rules)
	if readErr != nil {
		return nil, "", readErr
	}
	return units, string(stderrBytes), err
}
