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
	"syscall"

	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/suite"
)

// The exit statuses.
const (
	exitClean       = 0   // nothing found
	exitFindings    = 1   // something found
	exitFailure     = 2   // wrong usage, or something could not be analysed
	exitInterrupted = 130 // by the user, as shells report it
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
	request, err := fe.request(o, entries)
	if err != nil {
		return fe.fail(err)
	}
	ctx, stop := interruptible()
	result, err := fe.find(ctx, o, request)
	if err == nil && o.fix && !o.diff {
		result, err = fe.fix(ctx, o, request, result)
	}
	stop()
	var stopped interruption
	switch {
	case errors.As(err, &stopped):
		return stopped.status
	case err != nil:
		return fe.fail(err)
	}

	for _, note := range result.Notes {
		fmt.Fprintln(fe.stderr, note)
	}
	if o.diff {
		return fe.diff(request, result)
	}
	if o.format == "json" {
		err = driver.WriteJSON(fe.stdout, result.Findings)
	} else {
		err = driver.WriteText(fe.stdout, result.Findings, driver.Style{Color: fe.color()})
	}
	if errors.Is(err, syscall.EPIPE) {
		return exitFailure // nobody reads any more, not even this
	} else if err != nil {
		return fe.fail(err)
	}
	for _, failure := range result.Failures {
		fmt.Fprintln(fe.stderr, "conclint:", failure)
	}
	if summary := driver.Summary(result.Findings); summary != "" {
		fmt.Fprintln(fe.stderr, "conclint:", summary)
	}
	if o.verbose {
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
func (fe frontEnd) find(ctx context.Context, o *options, request *driver.Options) (*driver.Result, error) {
	return driver.Run(ctx, *request)
}

// request turns the options into what the driver needs.
func (fe frontEnd) request(o *options, entries []suite.Entry) (*driver.Options, error) {
	tool, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("cannot find this program's own file: %v", err)
	}
	cwd, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("cannot find the current directory: %v", err)
	}
	dir := cwd
	if o.dir != "" {
		if dir = o.dir; !filepath.IsAbs(dir) {
			dir = filepath.Join(cwd, dir)
		}
		dir = filepath.Clean(dir)
		if info, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no directory %s", o.dir)
		} else if err != nil {
			return nil, err
		} else if !info.IsDir() {
			return nil, fmt.Errorf("%s is not a directory", o.dir)
		}
	}
	toolFlags, err := o.choice.toolFlags(entries, o.ruleLists)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(o.toolFlags)) {
		toolFlags = append(toolFlags, "-"+name+"="+o.toolFlags[name])
	}
	overlay := o.overlay
	if overlay != "" && !filepath.IsAbs(overlay) {
		overlay = filepath.Join(dir, overlay)
	}
	rules := make(driver.Catalogue)
	for _, e := range entries {
		rules[e.Analyzer.Name] = e.Rules
	}
	return &driver.Options{
		Tool:       tool,
		Cwd:        cwd,
		Dir:        dir,
		Patterns:   o.patterns,
		BuildFlags: o.buildFlags,
		ToolFlags:  toolFlags,
		Overlay:    overlay,
		Trimpath:   o.trimpath || driver.Trimpath(fe.getenv),
		NoTests:    !o.tests,
		Stats:      o.verbose,
		Rules:      rules,
		Getenv:     fe.getenv,
	}, nil
}

// color reports whether standard output is a terminal that shows colours and
// the user wants them (see no-color.org).
func (fe frontEnd) color() bool {
	if fe.getenv("NO_COLOR") != "" || fe.getenv("TERM") == "dumb" {
		return false
	}
	info, err := fe.stdout.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// interruption is why a run was given up.
type interruption struct{ status int }

// Error implements error.
func (interruption) Error() string { return "interrupted" }

// interruptible returns a context that ends with an [interruption] when the
// user or the system asks the program to stop.
func interruptible() (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	done := make(chan struct{})
	go func() {
		select {
		case s := <-signals:
			status := exitInterrupted
			if s == syscall.SIGTERM {
				status = exitTerminated
			}
			cancel(interruption{status})
		case <-done:
		}
	}()
	return ctx, func() {
		signal.Stop(signals)
		close(done)
		cancel(nil)
	}
}
