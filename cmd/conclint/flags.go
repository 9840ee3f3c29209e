package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/conclint/conclint/internal/choice"
	"github.com/conclint/conclint/internal/config"
	"github.com/conclint/conclint/internal/nearest"
	"github.com/conclint/conclint/internal/render"
	"github.com/conclint/conclint/settings"
	"github.com/conclint/conclint/suite"
)

// options are the front end's flags and arguments.
type options struct {
	dir        string
	format     render.Format
	output     string // file for the report, "" for standard output
	tests      bool
	verbose    bool
	fix, diff  bool
	version    bool
	choice     choice.Choice
	toolFlags  map[string]string // other flags of analyzers, as NAME.flag
	buildFlags []string          // as given
	overlay    string
	trimpath   bool
	patterns   []string
	given      map[string]bool // flags on the command line

	config        string       // file, "" for none
	file          *config.File // what it says
	baseline      string       // file, "" for none
	writeBaseline bool
	onlyNew       bool
	newFrom       string // revision
}

// errHelp says that the user asked for help.
var errHelp = errors.New("help wanted")

// buildFlags are the go command's flags that select or change what is built,
// with whether they need no value.
var buildFlags = map[string]bool{
	"a": true, "asan": true, "asmflags": false, "buildvcs": true, "compiler": false,
	"gcflags": false, "installsuffix": false, "ldflags": false, "linkshared": true,
	"mod": false, "modcacherw": true, "modfile": false, "msan": true, "overlay": false,
	"p": false, "pgo": false, "pkgdir": false, "race": true, "tags": false,
	"toolexec": false, "trimpath": true,
}

// parseFlags reads the command line. The error is one sentence about what is
// wrong with it, or [errHelp].
func parseFlags(args []string, entries []suite.Entry) (*options, error) {
	o := &options{file: new(config.File), toolFlags: make(map[string]string)}
	o.choice.Lists = make(map[string]string)
	fs := o.flagSet()
	format := fs.String("format", render.Formats()[0].Name, "print findings in the `format`")
	fs.BoolVar(&o.tests, "tests", true, "report findings that depend on test files")
	fs.StringVar(&o.baseline, "baseline", "", "leave out the known findings in `file`")
	fs.BoolVar(&o.writeBaseline, "write-baseline", false, "write the baseline instead of reporting what it does not have")
	fs.BoolVar(&o.onlyNew, "new", false, "report only findings in what is not committed yet")
	fs.StringVar(&o.newFrom, "new-from-rev", "", "report only findings on lines that are new since `revision`")
	fs.BoolVar(&o.fix, "fix", false, "change the source as findings suggest, and report the rest")
	fs.BoolVar(&o.diff, "diff", false, "with -fix, print the changes instead")
	fs.BoolVar(&o.version, "version", false, "print the version")
	fs.Var((*nameList)(&o.choice.Enable), "enable", "comma-separated `names` of analyzers and rules to switch on")
	fs.Var((*nameList)(&o.choice.Disable), "disable", "comma-separated `names` of analyzers and rules to switch off")
	for _, e := range entries {
		e.Analyzer.Flags.VisitAll(func(f *flag.Flag) { o.addAnalyzerFlag(fs, e.Analyzer.Name+"."+f.Name, e.Analyzer.Name, f) })
	}
	settings.Analyzer.Flags.VisitAll(func(f *flag.Flag) { o.addAnalyzerFlag(fs, f.Name, settings.Analyzer.Name, f) })

	if err := o.parse(fs, args); err != nil {
		return nil, err
	}
	if err := o.check(); err != nil {
		return nil, err
	}
	var err error
	o.format, err = findFormat(*format)
	return o, err
}

// flagSet returns the flags that all commands that analyse packages have.
func (o *options) flagSet() *flag.FlagSet {
	fs := flag.NewFlagSet("conclint", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&o.dir, "C", "", "change to `dir` first")
	fs.StringVar(&o.output, "o", "", "write the report to `file`")
	fs.StringVar(&o.config, "config", "", "read `file` instead of "+config.Name)
	fs.BoolVar(&o.verbose, "v", false, "say on standard error how much was analysed, cached, and cut short")
	for name, isBool := range buildFlags {
		fs.Var(passed{isBool, func(value string) error {
			o.passBuildFlag(name, isBool, value)
			return nil
		}}, name, "the go command's build flag")
	}
	return fs
}

// parse reads the command line: flags, then packages.
func (o *options) parse(fs *flag.FlagSet, args []string) error {
	if err := fs.Parse(args); errors.Is(err, flag.ErrHelp) {
		return errHelp
	} else if err != nil {
		return flagError(fs, err)
	}
	o.given = make(map[string]bool)
	fs.Visit(func(f *flag.Flag) { o.given[f.Name] = true })
	o.patterns = fs.Args()
	for i, p := range o.patterns {
		if p == "" {
			return errors.New("a package pattern is empty")
		}
		if strings.HasPrefix(p, "-") && i == 0 {
			return fmt.Errorf("%s is neither a flag nor a package", p)
		}
		if strings.HasPrefix(p, "-") {
			return fmt.Errorf("flags go before packages, but %s comes after %s", p, o.patterns[i-1])
		}
	}
	return nil
}

// check finds flags that contradict each other.
func (o *options) check() error {
	if o.onlyNew && o.newFrom != "" {
		return errors.New("-new and -new-from-rev say different things about what is new")
	}
	if o.diff && !o.fix {
		return errors.New("-diff needs -fix")
	}
	if o.fix && o.overlay != "" {
		return errors.New("-fix cannot change files that -overlay replaces")
	}
	switch {
	case !o.writeBaseline:
		return nil
	case o.fix:
		return errors.New("-write-baseline leaves nothing to -fix")
	case o.onlyNew || o.newFrom != "":
		return errors.New("-write-baseline writes all findings, not only new ones")
	case o.given["baseline"] && o.baseline == "":
		return errors.New("-write-baseline needs a file, and -baseline= says that there is none")
	}
	return nil
}

// findFormat returns the format of the given name.
func findFormat(name string) (render.Format, error) {
	f, ok := render.Find(name)
	if ok {
		return f, nil
	}
	return f, unknownFormat(name, formatNames())
}

// unknownFormat words the name of a format that does not exist.
func unknownFormat(name string, names []string) error {
	like := ""
	if n := nearest.To(name, names); n != "" {
		like = " (did you mean " + n + "?)"
	}
	return fmt.Errorf("unknown format %q%s: there are %s", name, like, strings.Join(names, ", "))
}

func (o *options) passBuildFlag(name string, isBool bool, value string) {
	switch name {
	case "overlay":
		o.overlay = value
	case "trimpath":
		o.trimpath = value == "true"
	}
	o.buildFlags = append(o.buildFlags, "-"+name+"="+value)
}

// addAnalyzerFlag registers an analyzer's own flag under a name. The value is
// checked here, where a mistake can be reported once, and used by the tool.
func (o *options) addAnalyzerFlag(fs *flag.FlagSet, name, analyzer string, f *flag.Flag) {
	boolean, ok := f.Value.(interface{ IsBoolFlag() bool })
	fs.Var(passed{ok && boolean.IsBoolFlag(), func(value string) error {
		if err := f.Value.Set(value); err != nil {
			return err
		}
		if f.Name == "rules" {
			o.choice.Lists[analyzer] = value
		} else {
			o.toolFlags[analyzer+"."+f.Name] = value
		}
		return nil
	}}, name, f.Usage)
}

// formatNames returns the names of all formats.
func formatNames() []string {
	var names []string
	for _, f := range render.Formats() {
		names = append(names, f.Name)
	}
	return names
}

// flagError words what package flag found.
func flagError(fs *flag.FlagSet, err error) error {
	name, ok := strings.CutPrefix(err.Error(), "flag provided but not defined: -")
	if !ok {
		return err
	}
	var known []string
	fs.VisitAll(func(f *flag.Flag) { known = append(known, f.Name) })
	like := nearest.To(name, known)
	if bare, ok := strings.CutPrefix(name, settings.Analyzer.Name+"."); ok && fs.Lookup(bare) != nil {
		like = bare // as go vet has it
	}
	if like != "" && len(name) > 1 {
		return fmt.Errorf("unknown flag -%s (did you mean -%s?)", name, like)
	}
	return fmt.Errorf("unknown flag -%s (conclint help lists the flags)", name)
}

// passed is a flag whose value goes somewhere else.
type passed struct {
	isBool bool
	set    func(string) error
}

func (p passed) Set(value string) error { return p.set(value) }
func (p passed) String() string         { return "" }
func (p passed) IsBoolFlag() bool       { return p.isBool }

// nameList is a flag that collects comma-separated names.
type nameList []string

// Set implements flag.Value.
func (l *nameList) Set(value string) error {
	for name := range strings.SplitSeq(value, ",") {
		if name = strings.TrimSpace(name); name != "" {
			*l = append(*l, name)
		}
	}
	return nil
}

// String implements flag.Value.
func (l *nameList) String() string {
	if l == nil {
		return ""
	}
	return strings.Join(*l, ",")
}
