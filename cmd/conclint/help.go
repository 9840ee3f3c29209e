package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/conclint/conclint/internal/choice"
	"github.com/conclint/conclint/internal/render"
	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/suite"
)

const usage = `Conclint finds concurrency bugs in Go programs before they run.

usage:
	conclint [flags] [packages]
	conclint graph [flags] [packages]
	conclint help [analyzer or rule, or graph]
	conclint version
	go vet -vettool=$(which conclint) [packages]

Packages are named as for the go command; without any, the one in the current
directory is analysed. Exit status: 0 nothing found, 1 something found, 2 wrong
usage or a package that could not be analysed.

flags:
	-C dir            change to dir first
	-format name      write the report in one of the formats below
	-o file           write the report to file, all of it or nothing
	-config file      read file instead of .conclint.yaml; none if empty
	-baseline file    leave out the known findings in file; without the flag, those
	                  in .conclint-baseline.yaml at the root of the module
	-write-baseline   write that file instead of reporting
	-new              only findings in what is not committed yet
	-new-from-rev rev only findings on lines that are new since the revision
	-fix              change the source as findings suggest, and report the rest;
	                  exit status 0 if nothing is left
	-fix -diff        print the changes instead; exit status 1 if there are any
	-enable names     switch on analyzers and rules, comma-separated, or all
	-disable names    switch off analyzers and rules; what is specific prevails:
	                  -disable=all -enable=RULE leaves one rule
	-locktypes types  take these for locks too, as example.com/p.T
	-noreturn funcs   these end the process, as example.com/p.F or example.com/p.T.M
	-tests=false      leave out findings that depend on test files
	-NAME.flag value  a flag of the analyzer NAME
	-v                say how much was analysed, cached, and cut short
	-version          print the version
	-tags, -mod, -modfile, -overlay, -race, -a and the go command's other flags
	that select what is built

`

// help prints how to use conclint, or about one analyzer or rule.
func (fe frontEnd) help(entries []suite.Entry, topics []string) int {
	var text string
	switch len(topics) {
	case 0:
		text = usage + formatList() + overview(entries)
	case 1:
		var ok bool
		if text = graphUsage(); topics[0] == graphCommand {
			break
		}
		if text, ok = about(entries, topics[0]); !ok {
			return fe.fail(choice.Unknown("analyzer or rule", topics[0], choice.Names(entries)))
		}
	default:
		return fe.fail(errors.New("help is about one analyzer or rule at a time"))
	}
	out := bufio.NewWriter(fe.stdout)
	out.WriteString(text) // errors come with Flush
	if err := out.Flush(); err != nil {
		return fe.fail(err)
	}
	return exitClean
}

// formatList lists the formats of reports.
func formatList() string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "formats:\n")
	for _, f := range render.Formats() {
		fmt.Fprintf(w, "\t%s\t%s\n", f.Name, f.Doc)
	}
	fmt.Fprintln(w)
	w.Flush() // to memory
	return b.String()
}

// overview lists the analyzers and their rules.
func overview(entries []suite.Entry) string {
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "analyzers and rules (* only when named):\n")
	for _, e := range entries {
		fmt.Fprintf(w, "\t%s%s\t%s\n", e.Analyzer.Name, star(e.OptIn), title(e))
		for _, r := range e.Rules {
			if r.ID != e.Analyzer.Name {
				fmt.Fprintf(w, "\t  %s%s\t%s\n", r.ID, star(e.OptIn || r.OptIn), r.Title)
			}
		}
	}
	w.Flush() // to memory
	return b.String()
}

func star(optIn bool) string {
	if optIn {
		return "*"
	}
	return ""
}

// about describes an analyzer or a rule; ok is false when there is none of
// that name.
func about(entries []suite.Entry, name string) (text string, ok bool) {
	for _, e := range entries {
		if e.Analyzer.Name == name {
			return aboutAnalyzer(e), true
		}
	}
	for _, e := range entries {
		if i := slices.IndexFunc(e.Rules, func(r rule.Rule) bool { return r.ID == name }); i >= 0 {
			return aboutRule(e, e.Rules[i]), true
		}
	}
	return "", false
}

func aboutAnalyzer(e suite.Entry) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", e.Analyzer.Name, strings.TrimSpace(e.Analyzer.Doc))
	if e.OptIn {
		fmt.Fprintf(&b, "\nIt runs only when named: -enable=%s\n", e.Analyzer.Name)
	}
	if len(e.Rules) > 0 {
		b.WriteString("\nrules (* only when named):\n")
		w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
		for _, r := range e.Rules {
			fmt.Fprintf(w, "\t%s%s\t%s\n", r.ID, star(r.OptIn), r.Title)
		}
		w.Flush() // to memory
	}
	var flags []string
	e.Analyzer.Flags.VisitAll(func(f *flag.Flag) {
		flags = append(flags, fmt.Sprintf("\t-%s.%s\t%s\n", e.Analyzer.Name, f.Name, f.Usage))
	})
	if len(flags) > 0 {
		b.WriteString("\nflags:\n")
		w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
		for _, f := range flags {
			fmt.Fprint(w, f)
		}
		w.Flush() // to memory
	}
	if e.Analyzer.URL != "" {
		fmt.Fprintf(&b, "\n%s\n", e.Analyzer.URL)
	}
	return b.String()
}

func aboutRule(e suite.Entry, r rule.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n\n", r.ID, r.Title)
	fmt.Fprintf(&b, "analyzer %s, severity %s, confidence %s\n", e.Analyzer.Name, r.Severity, r.Confidence)
	if e.OptIn || r.OptIn {
		fmt.Fprintf(&b, "It runs only when named: -enable=%s\n", r.ID)
	}
	if e.Source != "" {
		fmt.Fprintf(&b, "\n%s\n", e.Doc(r.ID).Plain())
	}
	fmt.Fprintf(&b, "\n%s\n", r.URL())
	return b.String()
}

// title says in one line what an analyzer does: the first of its text or, for
// an analyzer that is its own only rule, what the rule finds.
func title(e suite.Entry) string {
	if len(e.Rules) == 1 && e.Rules[0].ID == e.Analyzer.Name {
		return e.Rules[0].Title
	}
	line, _, _ := strings.Cut(strings.TrimSpace(e.Analyzer.Doc), "\n")
	return line
}
