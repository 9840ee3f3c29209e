// Package driver is conclint's front end: it has the go command run conclint
// as a vet tool on the packages, and turns what the tool printed, now or in an
// earlier run, into sorted findings.
package driver

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/sketch"
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
	NoTests    bool     // leave out findings that depend on test files
	Stats      bool     // find out how much the tool had to do
	Rules      Catalogue
	Getenv     func(string) string
}

// Result is the outcome of a run.
type Result struct {
	Findings []Finding     // sorted, no two alike, file names relative to Cwd where that is shorter
	Failures []string      // a sentence on each package that could not be analysed, sorted
	Notes    []string      // what else the go command had to say
	Sketch   sketch.Sketch // of the locks and goroutines of all packages, see [sketch.Sketch.Normalise]
	Stats    Stats

	// ReadFile returns what was analysed of a file named in a finding.
	ReadFile func(name string) ([]byte, error)
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
	stats statsFile
}

func newRun(o Options) (*run, error) {
	path, err := findGo()
	if err != nil {
		return nil, err
	}
	r := &run{Options: o, goCommand: goCommand{path: path, dir: o.Dir, buildFlags: o.BuildFlags}}
	if o.Stats {
		if r.stats, err = newStatsFile(); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func (r *run) close() { r.stats.remove() }

func (r *run) run(ctx context.Context) (*Result, error) {
	match, extent, err := r.matcher(ctx)
	if err != nil {
		return nil, err
	}
	units, stderr, err := r.vet(ctx, extent, r.Patterns)
	failed := false
	if _, exited := errors.AsType[*exec.ExitError](err); exited {
		failed = true
	} else if err != nil {
		return nil, err
	}

	result := &Result{}
	if failed {
		units, result.Failures, err = r.investigate(ctx, extent, units, stderr)
		if err != nil {
			return nil, err
		}
	} else if stderr = strings.TrimSpace(stderr); stderr != "" {
		result.Notes = strings.Split(stderr, "\n")
	}

	files, err := newFiles(r.Options)
	if err != nil {
		return nil, err
	}
	result.ReadFile = files.read
	for _, u := range units {
		if !match(u.Unit) {
			continue
		}
		for _, message := range u.errors {
			result.Failures = append(result.Failures, u.Package()+" was not fully analysed: "+message)
		}
		u.sketch.MapFiles(files.toUser)
		result.Sketch.Add(&u.sketch)
		for _, f := range u.findings {
			f.mapFiles(files.toUser)
			if !r.NoTests || !f.inTests() {
				result.Findings = append(result.Findings, f)
			}
		}
	}
	result.Findings = merge(result.Findings)
	if r.NoTests {
		result.Sketch.WithoutTests()
	}
	result.Sketch.Normalise()
	slices.Sort(result.Failures)
	result.Failures = slices.Compact(result.Failures)
	result.Stats, err = r.stats.read(units)
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
	stdout, stderrBytes, err := r.goCommand.run(ctx, r.stats.env(), append(args, patterns...))
	if _, exited := errors.AsType[*exec.ExitError](err); err != nil && !exited {
		return nil, "", err
	}
	units, readErr := readOutput(bytes.NewReader(stdout), r.Rules)
	if readErr != nil {
		return nil, "", readErr
	}
	return units, string(stderrBytes), err
}

// mapFiles replaces every file name in the finding.
func (f *Finding) mapFiles(toUser func(string) string) {
	f.Pos.File = toUser(f.Pos.File)
	f.End.File = toUser(f.End.File)
	for i := range f.Trace {
		f.Trace[i].Pos.File = toUser(f.Trace[i].Pos.File)
	}
	for _, fix := range f.Fixes {
		for i := range fix.Edits {
			fix.Edits[i].File = toUser(fix.Edits[i].File)
		}
	}
}
