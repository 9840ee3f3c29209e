package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/conclint/conclint/internal/doc"
	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/suite"
)

const usage = `Conclint finds concurrency bugs in Go programs before they run.

usage:
	conclint [flags] [packages]
	conclint help [analyzer or rule]
	conclint version
	go vet -vettool=$(which conclint) [packages]

Packages are named as for the go command; without any, the one in the current
directory is analysed. Exit status: 0 nothing found, 1 something found, 2 wrong
usage or a package that could not be analysed.

flags:
	-C dir            change to dir first
	-format text|json print findings as text, or as one JSON object a line
	-fix              change the source as findings suggest, and report the rest;
	                  exit status 0 if nothing is left
	-fix -diff        print the changes instead; exit status 1 if there are any
	-enable names     switch on analyzers and rules, comma-separated, or all
	-disable names    switch off analyzers and rules; what is specific prevails:
	                  -disable=all -enable=RULE leaves one rule
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
		text = usage + overview(entries)
	case 1:
		var ok bool
		if text, ok = about(entries, topics[0]); !ok {
			return fe.fail(unknown("analyzer or rule", topics[0], names(entries)))
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
	if prose := ruleProse(e, r.ID); prose != "" {
		fmt.Fprintf(&b, "\n%s\n", prose)
	}
	fmt.Fprintf(&b, "\n%s\n", r.URL())
	return b.String()
}

// ruleProse returns what the pass's own documentation says about the rule,
// with the examples that its tests run.
func ruleProse(e suite.Entry, id string) string {
	for _, r := range doc.Rules(e.Source) {
		if r.ID != id {
			continue
		}
		text := r.Text
		for _, code := range r.Wrong {
			text += "\n\nWRONG:\n\n" + indent(code)
		}
		for _, code := range r.Right {
			text += "\n\nRIGHT:\n\n" + indent(code)
		}
		return text
	}
	return ""
}

// indent indents each line that is not empty.
func indent(code string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.TrimSpace(code)) {
		if strings.TrimSpace(line) != "" {
			b.WriteByte('\t')
		}
		b.WriteString(line)
	}
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
