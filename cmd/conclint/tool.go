package main

import (
	"encoding/gob"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/scope"
	"github.com/conclint/conclint/internal/survey"
	"github.com/conclint/conclint/settings"
	"github.com/conclint/conclint/suite"
)

// isToolCall reports whether the go command, or another build system, calls
// conclint as a vet tool.
func isToolCall(args []string) bool {
	if len(args) == 0 {
		return false
	}
	return args[0] == "-flags" || strings.HasPrefix(args[0], "-V=") || isUnit(args)
}

// isUnit reports whether arguments end with a file that describes a unit, and
// not with a package in a directory of such a name.
func isUnit(args []string) bool {
	last := args[len(args)-1]
	if !strings.HasSuffix(last, ".cfg") || slices.Contains(args, "-C") {
		return false
	}
	info, err := os.Stat(last)
	return err != nil || !info.IsDir()
}

// runTool is the vet tool. It returns or exits with status 0, or 1 when the
// unit could not be analysed; see unitchecker for the protocol.
func runTool(args []string) int {
	if slices.Contains(args, "-V=full") {
		line, err := versionLine()
		if err != nil {
			return toolError(err)
		}
		fmt.Println(line)
		return 0
	}
	collectLate()
	extent := registerFlags(args)
	analyzers, optIn := suiteAnalyzers(args)
	if cfg := args[len(args)-1]; strings.HasSuffix(cfg, ".cfg") {
		u, err := readUnit(cfg, os.Getenv("GOROOT"))
		if err != nil {
			return toolError(err)
		}
		if err := u.count(os.Getenv(driver.StatsEnv)); err != nil {
			return toolError(err)
		}
		switch u.how(extent) {
		case typesOnly:
			// Dependents need the types of a package of the standard
			// library, and nobody needs any facts about it.
			runForDependents(analyzers, nil, args)
		case factsOnly:
			runForDependents(analyzers, factMakers(analyzers), args)
		case inFull:
			if cfg, err = u.prepare(cfg); err != nil {
				return toolError(err)
			}
			args = append(slices.Clone(args[:len(args)-1]), cfg)
		}
		suite.AnalyzeStd(u.std && (!u.VetxOnly || extent == driver.All))
	}
	os.Args = slices.Concat(os.Args[:1], switchOff(optIn, args), keepSurvey(analyzers, args), args)
	unitchecker.Main(analyzers...)
	return 0 // not reached: Main exits
}

func toolError(err error) int {
	fmt.Fprintln(os.Stderr, "conclint:", err)
	return 1
}

// registerFlags makes unitchecker accept the front end's flags, and go vet
// pass them on, and returns the extent that they ask for.
func registerFlags(args []string) driver.Extent {
	flag.String(driver.UnitsFlag, "", "for conclint's front end only: units to analyse in full")
	flag.String(driver.RootFlag, "", "for conclint's front end only: part of the cache key")
	var extent driver.Extent
	for _, arg := range args {
		if value, ok := strings.CutPrefix(arg, "-"+driver.UnitsFlag+"="); ok {
			extent = driver.Extent(value)
		}
	}
	return extent
}

// suiteAnalyzers returns all analyzers, the front end's surveyor among them, and
// the names of those that are off unless named.
func suiteAnalyzers(args []string) (analyzers []*analysis.Analyzer, optIn []string) {
	analyzers = append(analyzers, settings.Analyzer, survey.Analyzer)
	for _, e := range suite.Limit(suite.All(), running(args)) {
		analyzers = append(analyzers, e.Analyzer)
		if e.OptIn {
			optIn = append(optIn, e.Analyzer.Name)
		}
	}
	return analyzers, optIn
}

// running returns a function that reports whether unitchecker will run an
// analyzer: if args switch on some, only those, else all that are not off.
func running(args []string) func(suite.Entry) bool {
	chosen := make(map[string]bool)
	only := false
	for _, arg := range args {
		name, value, ok := strings.Cut(strings.TrimLeft(arg, "-"), "=")
		on := true
		if ok {
			on, _ = strconv.ParseBool(value) // unitchecker complains
		}
		chosen[name] = on
	}
	for _, e := range suite.All() {
		only = only || chosen[e.Analyzer.Name]
	}
	return func(e suite.Entry) bool {
		on, ok := chosen[e.Analyzer.Name]
		if only || ok {
			return on
		}
		return !e.OptIn
	}
}

// switchOff returns flags that switch off the opt-in analyzers that args do
// not mention. Unitchecker alone would run every analyzer when none is named.
func switchOff(optIn, args []string) []string {
	var off []string
	for _, name := range optIn {
		mentioned := slices.ContainsFunc(args, func(arg string) bool {
			arg, _, _ = strings.Cut(strings.TrimLeft(arg, "-"), "=")
			return arg == name
		})
		if !mentioned {
			off = append(off, "-"+name+"=false")
		}
	}
	return off
}

// keepSurvey returns a flag that switches on the surveyor if args switch on some
// of the analyzers, so that the others are off.
func keepSurvey(analyzers []*analysis.Analyzer, args []string) []string {
	if slices.ContainsFunc(analyzers, func(a *analysis.Analyzer) bool { return slices.Contains(args, "-"+a.Name) }) {
		return []string{"-" + survey.Analyzer.Name}
	}
	return nil
}

// runForDependents runs, on a unit whose findings nobody wants, the analyzers that
// make the facts that its dependents want, with the settings that all of them share.
// It exits as unitchecker's Main does.
//
// Unitchecker itself would also run all that depend on such an analyzer.
func runForDependents(all, makers []*analysis.Analyzer, args []string) {
	registerFacts(all, make(map[*analysis.Analyzer]bool))
	last := len(args) - 1
	shared := slices.DeleteFunc(slices.Clone(args[:last]), func(arg string) bool {
		return !strings.HasPrefix(strings.TrimLeft(arg, "-"), settings.Analyzer.Name+".")
	})
	os.Args = slices.Concat(os.Args[:1], shared, args[last:])
	unitchecker.Main(append([]*analysis.Analyzer{settings.Analyzer}, makers...)...)
}

// factMakers returns the analyzers that make facts, of those given and those that
// they require.
func factMakers(analyzers []*analysis.Analyzer) []*analysis.Analyzer {
	var out []*analysis.Analyzer
	seen := make(map[*analysis.Analyzer]bool)
	var visit func(*analysis.Analyzer)
	visit = func(a *analysis.Analyzer) {
		if seen[a] {
			return
		}
		seen[a] = true
		if len(a.FactTypes) > 0 {
			out = append(out, a)
		}
		for _, r := range a.Requires {
			visit(r)
		}
	}
	for _, a := range analyzers {
		visit(a)
	}
	return out
}

// registerFacts makes the analyzers' fact types known to gob, as unitchecker
// does for analyzers that it runs: facts that a dependency's vetx file holds
// have to be decoded and passed on even where no analyzer runs.
func registerFacts(analyzers []*analysis.Analyzer, seen map[*analysis.Analyzer]bool) {
	for _, a := range analyzers {
		if seen[a] {
			continue
		}
		seen[a] = true
		for _, f := range a.FactTypes {
			gob.Register(f)
		}
		registerFacts(a.Requires, seen)
	}
}

// listen has what [scope.Tell] says written to the unit's output.
func listen(out *os.File) { scope.Out = out }
