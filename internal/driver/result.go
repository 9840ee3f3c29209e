package driver

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/sketch"
)

// Result is the outcome of a run.
type Result struct {
	Findings []Finding // sorted, no two alike, file names relative to Cwd where that is shorter
	Failures []string  // a sentence on each package that could not be analysed, sorted
	Notes    []string  // what else the go command had to say
	Stats    Stats

	// Sketch is of the locks and goroutines of all packages, tests included.
	Sketch sketch.Sketch

	// Packages are the import paths of the packages that were analysed, with
	// all that belongs to them, sorted.
	Packages []string

	// Matches reports whether the user asked for what is, or was, in an
	// absolute directory.
	Matches func(dir string) bool

	// ReadFile returns what was analysed of a file named in a finding.
	ReadFile func(name string) ([]byte, error)

	failed []string // import paths
}

// fail notes that something is wrong with a package.
func (r *Result) fail(path, what string) {
	r.Failures = append(r.Failures, visible(path+" "+what))
	r.failed = append(r.failed, path)
}

// addUnit adds a unit that the tool ran on, but not its findings.
func (r *Result) addUnit(u unitOutput) {
	if !u.complete {
		r.fail(u.Package(), "was not fully analysed: its findings could not be written, as on a full disk; once there is room, run go clean -cache")
	}
	for _, message := range u.reasons() {
		r.fail(u.Package(), "was not fully analysed: "+message)
	}
	r.Packages = append(r.Packages, u.Package())
}

// addFindings adds what the tool found.
func (r *Result) addFindings(findings []Finding, toUser func(string) string, mains []module) {
	for _, f := range findings {
		if f.Package == filesPackage {
			f.rename(importPath(filepath.Dir(f.Pos.File), mains))
		}
		f.mapFiles(toUser)
		r.Findings = append(r.Findings, f)
	}
}

// settle sorts everything, once all units are added.
func (r *Result) settle() {
	r.Sketch.Normalise()
	r.Findings = merge(r.Findings)
	slices.Sort(r.Failures)
	r.Failures = slices.Compact(r.Failures)
	slices.Sort(r.Packages)
	r.Packages = slices.DeleteFunc(slices.Compact(r.Packages), func(path string) bool {
		// Files that are named one by one are perhaps not all that there are.
		return path == filesPackage || slices.Contains(r.failed, path)
	})
}

// importPath returns the import path of the package in a directory, as far as
// the main modules tell.
func importPath(dir string, mains []module) string {
	owner := ownerOf(dir, mains)
	i := slices.IndexFunc(mains, func(m module) bool { return m.root == owner })
	if i < 0 {
		return filesPackage
	}
	return path.Join(mains[i].path, filepath.ToSlash(dir[len(owner):]))
}

// rename gives a finding in files named one by one the package that they belong
// to, so that it is the same finding as if the package had been named.
func (f *Finding) rename(pkg string) {
	f.Package = pkg
	qualifier := strings.NewReplacer(filesPackage+".", pkg+".")
	f.Message = qualifier.Replace(f.Message)
	for i := range f.Trace {
		f.Trace[i].Text = qualifier.Replace(f.Trace[i].Text)
	}
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
