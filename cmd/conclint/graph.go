package main

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"text/tabwriter"

	"github.com/conclint/conclint/internal/chart"
	"github.com/conclint/conclint/internal/config"
	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/suite"
)

// graphCommand is the name of the command that draws graphs.
const graphCommand = "graph"

const graphText = `usage:
	conclint graph [flags] [packages]

Graph shows in which order the code takes its locks: an edge from A to B says
that B is taken while A is held, and where. Locks that are taken in a circle are
marked. With -kind goroutines it shows who starts which goroutines, and who waits
for them or ends them. Nothing is drawn of what is in test files or in files that
the configuration excludes, and an edge to a lock of another package only if other
locks can be taken while that one is held.

With -order it writes the order of the locks as a document to keep, in Markdown:

	conclint graph -order -o LOCKORDER.md ./...
	conclint graph -order ./... | diff LOCKORDER.md -

The exit status is 0, or 2 if something could not be analysed.

flags:
	-kind name        locks (the default) or goroutines
	-format name      write the graph in one of the formats below
	-order            write the order of the locks as a document
	-lock regexp      only edges from or to locks whose names match
	-package regexp   only what has to do with locks of packages whose import
	                  paths match, or with goroutines that they start
	-tests            show what is in test files, too
	-C, -o, -v, -config and the go command's flags are those of conclint itself

`

// graphUsage is the help on the command.
func graphUsage() string {
	var b strings.Builder
	b.WriteString(graphText)
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "formats:\n")
	for _, f := range chart.Formats() {
		fmt.Fprintf(w, "\t%s\t%s\n", f.Name, f.Doc)
	}
	w.Flush() // to memory
	return b.String()
}

// graphOptions are the command's flags and arguments.
type graphOptions struct {
	options
	kind      string
	format    chart.Format
	order     bool
	lock, pkg *regexp.Regexp // or nil
}

// The kinds of graphs.
const (
	kindLocks      = "locks"
	kindGoroutines = "goroutines"
)

// parseGraphFlags reads the command line. The error is one sentence about what
// is wrong with it, or [errHelp].
func parseGraphFlags(args []string) (*graphOptions, error) {
	o := &graphOptions{options: options{file: new(config.File), toolFlags: make(map[string]string)}}
	o.choice.Lists = make(map[string]string)
	fs := o.flagSet()
	fs.StringVar(&o.kind, "kind", kindLocks, "draw `what`")
	format := fs.String("format", chart.Formats()[0].Name, "write the graph in the `format`")
	fs.BoolVar(&o.order, "order", false, "write the order of the locks as a document")
	fs.BoolVar(&o.tests, "tests", false, "show what is in test files")
	lock := fs.String("lock", "", "only locks whose names match the `regexp`")
	pkg := fs.String("package", "", "only packages whose import paths match the `regexp`")
	if err := o.parse(fs, args); err != nil {
		return nil, err
	}
	var err error
	switch {
	case o.kind != kindLocks && o.kind != kindGoroutines:
		return nil, fmt.Errorf("unknown kind %q: there are %s and %s", o.kind, kindLocks, kindGoroutines)
	case o.kind == kindGoroutines && o.given["lock"]:
		return nil, errors.New("-lock is for -kind locks only")
	case o.kind == kindGoroutines && o.order:
		return nil, errors.New("-order is about locks, and -kind says goroutines")
	case o.order && o.given["format"]:
		return nil, errors.New("-order writes a document of its own, and -format has no say in it")
	}
	if o.format, err = findGraphFormat(*format); err != nil {
		return nil, err
	}
	if o.lock, err = expression("lock", *lock); err != nil {
		return nil, err
	}
	o.pkg, err = expression("package", *pkg)
	return o, err
}

// expression compiles the regular expression of a flag; "" is none.
func expression(name, text string) (*regexp.Regexp, error) {
	if text == "" {
		return nil, nil
	}
	re, err := regexp.Compile(text)
	if err != nil {
		return nil, fmt.Errorf("-%s is no regular expression: %w", name, err)
	}
	return re, nil
}

// findGraphFormat returns the format of the given name.
func findGraphFormat(name string) (chart.Format, error) {
	var names []string
	for _, f := range chart.Formats() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return chart.Format{}, unknownFormat(name, names)
}

// graph runs the command and returns the exit status.
func (fe frontEnd) graph(args []string, entries []suite.Entry) int {
	o, err := parseGraphFlags(args)
	switch {
	case errors.Is(err, errHelp):
		return fe.help(entries, []string{graphCommand})
	case err != nil:
		return fe.fail(err)
	}
	at, err := locate(o.dir)
	if err != nil {
		return fe.fail(err)
	}
	tests := o.tests
	if err := o.configure(at, fe.getenv, entries); err != nil {
		return fe.fail(err)
	}
	o.tests = tests // the file says which findings are wanted
	request, err := fe.request(&o.options, at, entries)
	if err != nil {
		return fe.fail(err)
	}
	out, err := fe.openOutput(&o.options)
	if err != nil {
		return fe.fail(err)
	}
	ctx, stop := interruptible()
	defer stop()
	hide := fe.showProgress(ctx, request)
	result, err := driver.Run(ctx, *request)
	hide()
	if err != nil {
		return fe.giveUp(err)
	}
	thin(result, o.tests, o.file, at.cwd)
	text, empty, err := o.draw(result)
	if err != nil {
		return fe.fail(err)
	}
	if !out.whole {
		stop() // who reads may keep this waiting for ever
	}
	if err := out.write(ctx, text); err != nil {
		return fe.giveUp(err)
	}
	result.Findings = nil // are not asked for
	if empty != "" {
		result.Notes = append(result.Notes, "conclint: "+empty)
	}
	for _, note := range result.Notes {
		fmt.Fprintln(fe.stderr, note)
	}
	return fe.conclude(result, o.verbose)
}

// thin takes out of the result's sketch what is in files that are excluded, and,
// unless they are wanted, in those of tests.
func thin(result *driver.Result, tests bool, file *config.File, cwd string) {
	result.Sketch.Without(func(name string) bool {
		return !tests && strings.HasSuffix(name, "_test.go") || file.Excluded(absolute(cwd, name))
	})
}

// draw returns the graph, and a few words if there is nothing in it.
func (o *graphOptions) draw(result *driver.Result) (text []byte, empty string, err error) {
	filtered := o.lock != nil || o.pkg != nil
	if o.kind == kindGoroutines {
		g := chart.GoroutinesOf(&result.Sketch)
		g.Keep(o.pkg)
		switch {
		case len(g.Spawns) > 0:
		case filtered:
			empty = "no package that matches starts goroutines"
		default:
			empty = "no goroutines are started"
		}
		text, err = o.format.Goroutines(g)
		return text, empty, err
	}
	l := chart.LocksOf(&result.Sketch)
	l.Keep(o.lock, o.pkg)
	switch {
	case len(l.Edges) > 0:
	case filtered:
		empty = "no lock that matches is taken together with another one"
	default:
		empty = "no lock is taken while another one is held"
	}
	if o.order {
		return l.Order(o.command()), empty, nil
	}
	text, err = o.format.Locks(l)
	return text, empty, err
}

// command is the command line that writes the document again.
func (o *graphOptions) command() string {
	words := []string{"conclint", graphCommand, "-order"}
	if o.tests {
		words = append(words, "-tests")
	}
	if o.lock != nil {
		words = append(words, "-lock '"+o.lock.String()+"'")
	}
	if o.pkg != nil {
		words = append(words, "-package '"+o.pkg.String()+"'")
	}
	return strings.Join(append(words, o.patterns...), " ")
}
