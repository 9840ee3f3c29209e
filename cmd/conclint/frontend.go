package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"sync"
	"syscall"

	"github.com/conclint/conclint/internal/chart"
	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/render"
	"github.com/conclint/conclint/suite"
)

// The exit statuses.
const (
	exitClean       = 0   // nothing found
	exitFindings    = 1   // something found
	exitFailure     = 2   // wrong usage, or something could not be analysed
	exitHungUp      = 129 // by the end of the terminal, as shells report it
	exitInterrupted = 130 // by the user, likewise
	exitQuit        = 131 // by the user with SIGQUIT, likewise
	exitTerminated  = 143 // by SIGTERM, likewise
)

// frontEnd is conclint as the user calls it.
type frontEnd struct {
	stdout, stderr *os.File
	getenv         func(string) string
}

// main runs the command line and returns the exit status.
func (fe frontEnd) main(args []string) int {
	entries := suite.All()
	if len(args) > 0 {
		switch args[0] {
		case "help":
			return fe.help(entries, args[1:])
		case graphCommand:
			return fe.graph(args[1:], entries)
		case "version":
			return fe.print(version())
		}
	}
	o, err := parseFlags(args, entries)
	switch {
	case errors.Is(err, errHelp):
		return fe.help(entries, nil)
	case err != nil:
		return fe.fail(err)
	case o.version:
		return fe.print(version())
	}
	return fe.analyse(o, entries)
}

func (fe frontEnd) print(line string) int {
	if _, err := fmt.Fprintln(fe.stdout, line); err != nil {
		return fe.fail(err)
	}
	return exitClean
}

func (fe frontEnd) fail(err error) int {
	fmt.Fprintln(fe.stderr, "conclint:", err)
	return exitFailure
}

// analyse has the packages analysed and prints the result.
func (fe frontEnd) analyse(o *options, entries []suite.Entry) int {
	at, err := locate(o.dir)
	if err != nil {
		return fe.fail(err)
	}
	if err := o.configure(at, fe.getenv, entries); err != nil {
		return fe.fail(err)
	}
	entries = severe(entries, o.file.Severity)
	request, err := fe.request(o, at, entries)
	if err != nil {
		return fe.fail(err)
	}
	out, err := fe.openOutput(o)
	if err != nil {
		return fe.fail(err)
	}
	ctx, stop := interruptible()
	defer stop()
	result, err := fe.find(ctx, o, request, entries)
	if err == nil && o.fix && !o.diff {
		result, err = fe.fix(ctx, o, request, entries, result)
	}
	if err != nil {
		return fe.giveUp(err)
	}
	for _, note := range result.Notes {
		fmt.Fprintln(fe.stderr, note)
	}
	if o.diff {
		return fe.diff(request, result)
	}
	report := &render.Report{
		Findings:  result.Findings,
		Failures:  result.Failures,
		Rules:     ruleDocs(entries),
		Version:   moduleVersion(),
		Color:     out.color(),
		Cwd:       request.Cwd,
		Root:      render.Root(request.Dir),
		SourceURL: fe.sourceURL(),
		LockOrder: chart.LocksOf(&result.Sketch).Graph(),
		ReadFile:  result.ReadFile,
	}
	text, err := o.format.Render(report)
	if err != nil {
		return fe.fail(err)
	}
	if !out.whole {
		stop() // who reads may keep this waiting for ever
	}
	if err := out.write(ctx, text); err != nil {
		return fe.giveUp(err)
	}
	if err := fe.appendJobSummary(o.format, report); err != nil {
		return fe.fail(err)
	}
	return fe.conclude(result, o.verbose)
}

// ruleDocs returns all rules with what there is to read about them.
func ruleDocs(entries []suite.Entry) []render.Rule {
	var rules []render.Rule
	for _, e := range entries {
		for _, r := range e.Rules {
			rule := render.Rule{Rule: r, Analyzer: e.Analyzer.Name, Doc: e.Doc(r.ID)}
			rule.OptIn = r.OptIn || e.OptIn
			rules = append(rules, rule)
		}
	}
	return rules
}

// giveUp says why there is no report, unless nobody wants to know, and
// returns the exit status.
func (fe frontEnd) giveUp(err error) int {
	if stopped, ok := errors.AsType[interruption](err); ok {
		return stopped.status
	}
	if errors.Is(err, errNoReader) {
		return exitFailure
	}
	return fe.fail(err)
}

// conclude says on standard error what is not in the report, and returns the
// exit status.
func (fe frontEnd) conclude(result *driver.Result, verbose bool) int {
	for _, failure := range result.Failures {
		fmt.Fprintln(fe.stderr, "conclint:", failure)
	}
	if summary := render.Summary(result.Findings); summary != "" {
		fmt.Fprintln(fe.stderr, "conclint:", summary)
		fmt.Fprintln(fe.stderr, "conclint:", render.Hint(result.Findings))
	}
	if verbose {
		if err := result.Stats.Write(fe.stderr); err != nil {
			return fe.fail(err)
		}
	}
	switch {
	case len(result.Failures) > 0:
		return exitFailure
	case len(result.Findings) > 0:
		return exitFindings
	}
	return exitClean
}

// find has the packages analysed and returns what the user wants to know of.
func (fe frontEnd) find(ctx context.Context, o *options, request *driver.Options, entries []suite.Entry) (*driver.Result, error) {
	sieve, err := newSieve(ctx, o, request, entries)
	if err != nil {
		return nil, err
	}
	hide := fe.showProgress(ctx, request)
	result, err := driver.Run(ctx, *request)
	hide()
	if err != nil {
		return nil, err
	}
	return result, sieve.sift(ctx, result)
}

// place is where conclint runs: absolute directories.
type place struct {
	cwd string // where the user stands
	dir string // where the packages are
}

// locate returns the place for the directory that -C names, if any.
func locate(dir string) (place, error) {
	cwd, err := os.Getwd()
	if err != nil {
		return place{}, fmt.Errorf("cannot find the current directory: %v", err)
	}
	if dir == "" {
		return place{cwd, cwd}, nil
	}
	abs := place{cwd, cwd}.file(dir)
	if info, err := os.Stat(abs); errors.Is(err, fs.ErrNotExist) {
		return place{}, fmt.Errorf("there is no directory %s", dir)
	} else if err != nil {
		return place{}, err
	} else if !info.IsDir() {
		return place{}, fmt.Errorf("%s is not a directory", dir)
	} else if _, err := os.Stat(abs + string(filepath.Separator) + "."); err != nil {
		return place{}, fmt.Errorf("%s cannot be entered: %v", dir, errors.Unwrap(err))
	}
	return place{cwd, abs}, nil
}

// file returns the absolute name of a file named in a flag.
func (p place) file(name string) string {
	if filepath.IsAbs(name) {
		return filepath.Clean(name)
	}
	return filepath.Join(p.dir, name)
}

// request turns the options into what the driver needs.
func (fe frontEnd) request(o *options, at place, entries []suite.Entry) (*driver.Options, error) {
	tool, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("cannot find this program's own file: %v", err)
	}
	toolFlags, err := o.choice.ToolFlags(entries)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(o.toolFlags)) {
		toolFlags = append(toolFlags, "-"+name+"="+o.toolFlags[name])
	}
	overlay := o.overlay
	if overlay != "" {
		overlay = at.file(overlay)
	}
	rules := make(driver.Catalogue)
	for _, e := range entries {
		rules[e.Analyzer.Name] = e.Rules
	}
	return &driver.Options{
		Tool:       tool,
		Cwd:        at.cwd,
		Dir:        at.dir,
		Patterns:   o.patterns,
		BuildFlags: o.buildFlags,
		ToolFlags:  toolFlags,
		Overlay:    overlay,
		Trimpath:   o.trimpath || driver.Trimpath(fe.getenv),
		Stats:      o.verbose,
		Rules:      rules,
		Getenv:     fe.getenv,
	}, nil
}

// interruption is why a run was given up.
type interruption struct{ status int }

// Error implements error.
func (interruption) Error() string { return "interrupted" }

// interruptible returns a context that ends with an [interruption] when the
// user or the system asks the program to stop, until the function is called.
func interruptible() (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	// SIGQUIT is no question about goroutines: the go command takes it for an
	// interruption, too, and would go on if this process just ended.
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGQUIT)
	if !signal.Ignored(syscall.SIGHUP) { // by nohup
		signal.Notify(signals, syscall.SIGHUP)
	}
	done := make(chan struct{})
	go func() {
		select {
		case s := <-signals:
			status := exitInterrupted
			switch s {
			case syscall.SIGTERM:
				status = exitTerminated
			case syscall.SIGHUP:
				status = exitHungUp
			case syscall.SIGQUIT:
				status = exitQuit
			}
			cancel(interruption{status})
		case <-done:
		}
	}()
	return ctx, sync.OnceFunc(func() {
		signal.Stop(signals)
		close(done)
		cancel(nil)
	})
}
