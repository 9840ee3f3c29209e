package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/conclint/conclint/internal/eval/unit"
	"github.com/conclint/conclint/internal/eval/vetjson"
)

// printer writes what a person reads in order to judge the findings.
type printer struct {
	w      io.Writer
	source bool
	rules  map[string]bool // to print, nil for all
	files  map[string][][]byte
}

// wants reports whether findings of the rule are to be printed.
func (p *printer) wants(rule string) bool { return p.rules == nil || p.rules[rule] }

// findings prints a module's findings, a block each, sorted by rule and
// position.
func (p *printer) findings(o outcome) {
	reports := slices.Clone(o.Reports)
	slices.SortStableFunc(reports, func(a, b vetjson.Report) int { return cmp.Compare(a.Rule(), b.Rule()) })
	for _, r := range reports {
		if !p.wants(r.Rule()) {
			continue
		}
		fmt.Fprintf(p.w, "%s  %s\n    %s\n", r.Rule(), at(o.dir, r.Place), strings.ReplaceAll(r.Message, "\n", "\n    "))
		for i, s := range r.Trace {
			fmt.Fprintf(p.w, "    %2d. %s  %s\n", i+1, at(o.dir, s.Place), s.Message)
		}
		if p.source {
			p.around(o.dir, r)
		}
		fmt.Fprintln(p.w)
	}
}

// around prints the source at a report and at the steps of its trace.
func (p *printer) around(dir string, r vetjson.Report) {
	seen := map[vetjson.Place]bool{}
	places := []vetjson.Place{r.Place}
	for _, s := range r.Trace {
		places = append(places, s.Place)
	}
	for _, pl := range places {
		pl.Col = 0
		if seen[pl] {
			continue
		}
		seen[pl] = true
		const context = 3
		lines := p.lines(pl.File)
		if len(lines) == 0 {
			continue
		}
		fmt.Fprintf(p.w, "    --- %s\n", at(dir, pl))
		for n := max(1, pl.Line-context); n <= min(len(lines), pl.Line+context); n++ {
			mark := ' '
			if n == pl.Line {
				mark = '>'
			}
			fmt.Fprintf(p.w, "    %c%5d  %s\n", mark, n, lines[n-1])
		}
	}
}

// lines returns a file's lines, or none if it cannot be read.
func (p *printer) lines(file string) [][]byte {
	if l, ok := p.files[file]; ok {
		return l
	}
	var l [][]byte
	if data, err := os.ReadFile(file); err == nil {
		l = bytes.Split(bytes.TrimSuffix(data, []byte("\n")), []byte("\n"))
	}
	if p.files == nil {
		p.files = make(map[string][][]byte)
	}
	p.files[file] = l
	return l
}

// at prints a place relative to the directory it lies in, if it does.
func at(dir string, p vetjson.Place) string {
	file := p.File
	if rel, err := filepath.Rel(dir, file); err == nil && !strings.HasPrefix(rel, "..") {
		file = filepath.ToSlash(rel)
	}
	if p.Col == 0 {
		return fmt.Sprintf("%s:%d", file, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", file, p.Line, p.Col)
}

// failures prints the packages that could not be analysed.
func (p *printer) failures(o outcome) {
	for _, f := range o.Failures {
		fmt.Fprintf(p.w, "FAILED %s\n    %s\n", f.Package, strings.ReplaceAll(f.Text, "\n", "\n    "))
	}
	for _, u := range o.units {
		if u.TimedOut {
			fmt.Fprintf(p.w, "TIMEOUT %s after %v\n", u.ID, u.Wall.Round(time.Second))
		}
	}
}

// summary prints one line a module, the findings by rule, and the units that
// took longest.
func (p *printer) summary(outs []outcome) error {
	tw := tabwriter.NewWriter(p.w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "module\tpackages\tlines\tfindings\tfailures\tunits run\twall s\tCPU s\tmax MiB")
	rules := make(map[string]int)
	var units []unit.Record
	var packages, lines, findings, failures int
	for _, o := range outs {
		fmt.Fprintf(tw, "%s\t%d\t%d\t%d\t%d\t%d\t%.1f\t%.1f\t%d\n", shortDir(o.dir), o.packages, o.lines, len(o.Reports), len(o.Failures),
			len(o.units), o.Wall.Seconds(), o.Usage.CPU.Seconds(), largest(o.units)>>20)
		packages, lines, findings, failures = packages+o.packages, lines+o.lines, findings+len(o.Reports), failures+len(o.Failures)
		units = append(units, o.units...)
		for _, r := range o.Reports {
			rules[r.Rule()]++
		}
	}
	fmt.Fprintf(tw, "all\t%d\t%d\t%d\t%d\t%d\t\t\t%d\n", packages, lines, findings, failures, len(units), largest(units)>>20)
	if err := tw.Flush(); err != nil {
		return err
	}
	for _, rule := range slices.Sorted(maps.Keys(rules)) {
		fmt.Fprintf(p.w, "%6d %s\n", rules[rule], rule)
	}
	slices.SortFunc(units, func(a, b unit.Record) int { return cmp.Compare(b.Usage.CPU, a.Usage.CPU) })
	for _, u := range units[:min(5, len(units))] {
		fmt.Fprintf(p.w, "slowest: %6.2f s CPU %5d MiB  %s\n", u.Usage.CPU.Seconds(), u.Usage.MaxRSS>>20, u.ID)
	}
	return nil
}

// largest returns the peak memory of the largest unit.
func largest(units []unit.Record) int64 {
	var n int64
	for _, u := range units {
		n = max(n, u.Usage.MaxRSS)
	}
	return n
}

// shortDir returns the last two elements of a directory's path.
func shortDir(dir string) string {
	return filepath.Join(filepath.Base(filepath.Dir(dir)), filepath.Base(dir))
}
