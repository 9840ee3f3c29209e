package render

import (
	"cmp"
	"fmt"
	"html/template"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/rule"
)

// What the page's template is filled with.
type (
	htmlPage struct {
		asIs
		Title, Headline, Version string
		Failures                 []string
		Filters                  []htmlFilter
		Packages                 []htmlPackage
		Rules                    []htmlRule
		LockOrder                *htmlGraph
		Notes                    []string // on what is left out
	}
	htmlFilter struct {
		Name    string // of what the findings are asked for
		Options []htmlOption
	}
	htmlOption struct {
		Value string
		Count int
	}
	htmlPackage struct {
		Path  string
		Count int
		Rules []htmlGroup
	}
	htmlGroup struct {
		ID, Title string
		Severity  rule.Severity
		Help      bool // the page explains the rule
		Findings  []htmlFinding
	}
	htmlFinding struct {
		ID, Rule, Analyzer string
		Severity           rule.Severity
		Package, File      string
		Pos                string
		Link               string // to the source elsewhere, or ""
		Message            string
		Open               bool
		Steps              []htmlStep
		Goroutines         int
		Picture            template.HTML
		TooLarge           bool // for a picture
		Excerpts           []htmlExcerpt
		Fixes              []htmlFix
	}
	htmlStep struct {
		Number, Goroutine, Times int
		ID, Text, Pos, Func      string
		pos                      driver.Position
	}
	htmlRule struct {
		ID, Title, Analyzer string
		Severity            rule.Severity
		Confidence          rule.Confidence
		Doc                 template.HTML
		URL                 string
	}
	htmlFix struct {
		Message string
		Lines   []htmlEdit
	}
	htmlEdit struct{ Pos, Old, New string }
)

// openAtMost is how many findings are unfolded from the beginning.
const openAtMost = 3

// page returns what there is to show.
func (r *Report) page() *htmlPage {
	p := &htmlPage{
		asIs:     ours(),
		Title:    "conclint: " + filepath.Base(r.Root),
		Version:  r.Version,
		Headline: r.htmlHeadline(),
		Failures: r.Failures,
		Rules:    r.htmlRules(),

		LockOrder: r.htmlLockOrder(),
	}
	detail := r.detailed()
	grouped := make(map[string]map[string][]htmlFinding)
	for i, f := range r.Findings {
		if grouped[f.Package] == nil {
			grouped[f.Package] = make(map[string][]htmlFinding)
		}
		view := r.htmlFinding(i+1, f, detail[i])
		view.Open = len(r.Findings) <= openAtMost
		grouped[f.Package][f.Rule] = append(grouped[f.Package][f.Rule], view)
	}
	for _, path := range slices.Sorted(maps.Keys(grouped)) {
		pkg := htmlPackage{Path: path, Rules: r.htmlGroups(grouped[path])}
		for _, g := range pkg.Rules {
			pkg.Count += len(g.Findings)
		}
		p.Packages = append(p.Packages, pkg)
	}
	if n := len(r.Findings); n > maxDetailed {
		p.Notes = append(p.Notes, fmt.Sprintf("The worst %d of %d findings have source and pictures here; the others have their steps only.", maxDetailed, n))
	}
	p.Filters = r.htmlFilters()
	return p
}

// htmlHeadline says in a few words what came out; by rule it is in the filter.
func (r *Report) htmlHeadline() string {
	counts := make(map[rule.Severity]int)
	for _, f := range r.Findings {
		counts[f.Severity]++
	}
	var parts []string
	for _, s := range slices.SortedFunc(maps.Keys(counts), func(a, b rule.Severity) int { return cmp.Compare(rank(a), rank(b)) }) {
		parts = append(parts, count(counts[s], string(s)))
	}
	if len(parts) == 0 {
		parts = append(parts, "nothing found")
	}
	if n := len(r.Failures); n > 0 {
		parts = append(parts, count(n, "package")+" not analysed")
	}
	return strings.Join(parts, ", ")
}

// maxDetailed is how many findings have excerpts and pictures. A page with
// more of them takes browsers longer than readers have patience.
const maxDetailed = 1000

// detailed returns which findings have excerpts and pictures: the worst.
func (r *Report) detailed() []bool {
	order := make([]int, len(r.Findings))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Compare(rank(r.Findings[i].Severity), rank(r.Findings[j].Severity))
	})
	out := make([]bool, len(order))
	for _, i := range order[:min(len(order), maxDetailed)] {
		out[i] = true
	}
	return out
}

// htmlGroups returns the findings of a package by rule, the worst rules first.
func (r *Report) htmlGroups(byRule map[string][]htmlFinding) []htmlGroup {
	var groups []htmlGroup
	for id, findings := range byRule {
		g := htmlGroup{ID: id, Severity: findings[0].Severity, Findings: findings}
		if known, ok := r.rule(id); ok {
			g.Title, g.Help = known.Title, true
		}
		groups = append(groups, g)
	}
	slices.SortFunc(groups, func(a, b htmlGroup) int {
		return cmp.Or(cmp.Compare(rank(a.Severity), rank(b.Severity)), cmp.Compare(a.ID, b.ID))
	})
	return groups
}

// rule returns the rule of the given ID.
func (r *Report) rule(id string) (Rule, bool) {
	i := slices.IndexFunc(r.Rules, func(rule Rule) bool { return rule.ID == id })
	if i < 0 {
		return Rule{}, false
	}
	return r.Rules[i], true
}

// htmlRules returns the rules that have findings.
func (r *Report) htmlRules() []htmlRule {
	var out []htmlRule
	for _, known := range r.Rules {
		if !slices.ContainsFunc(r.Findings, func(f driver.Finding) bool { return f.Rule == known.ID }) {
			continue
		}
		out = append(out, htmlRule{
			ID: known.ID, Title: known.Title, Analyzer: known.Analyzer,
			Severity: known.Severity, Confidence: known.Confidence,
			Doc: template.HTML(known.Doc.HTML()), URL: known.URL(),
		})
	}
	slices.SortFunc(out, func(a, b htmlRule) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// htmlFilters returns what findings can be chosen by.
func (r *Report) htmlFilters() []htmlFilter {
	var out []htmlFilter
	for _, by := range []struct {
		name string
		of   func(driver.Finding) string
	}{
		{"severity", func(f driver.Finding) string { return string(f.Severity) }},
		{"analyzer", func(f driver.Finding) string { return f.Analyzer }},
		{"rule", func(f driver.Finding) string { return f.Rule }},
		{"package", func(f driver.Finding) string { return f.Package }},
		{"file", func(f driver.Finding) string { return r.shownFile(f.Pos.File) }},
	} {
		counts := make(map[string]int)
		for _, f := range r.Findings {
			counts[by.of(f)]++
		}
		filter := htmlFilter{Name: by.name}
		for _, value := range slices.Sorted(maps.Keys(counts)) {
			filter.Options = append(filter.Options, htmlOption{value, counts[value]})
		}
		out = append(out, filter)
	}
	return out
}

// htmlFinding returns what the page shows of a finding.
func (r *Report) htmlFinding(n int, f driver.Finding, detailed bool) htmlFinding {
	out := htmlFinding{
		ID: fmt.Sprintf("f%d", n), Rule: f.Rule, Analyzer: f.Analyzer, Severity: f.Severity,
		Package: f.Package, File: r.shownFile(f.Pos.File),
		Pos: r.shown(f.Pos), Link: r.sourceLink(f.Pos),
		Message: f.Message, Goroutines: len(goroutines(f.Trace)),
	}
	steps := r.htmlSteps(out.ID, f)
	out.Steps = steps
	if detailed {
		out.Excerpts = r.htmlExcerpts(f, steps)
		out.Picture = r.htmlPicture(f, steps)
		out.TooLarge = out.Picture == "" && out.Goroutines > 1
	}
	for _, fix := range f.Fixes {
		out.Fixes = append(out.Fixes, r.htmlFix(fix))
	}
	return out
}

// htmlFix shows the lines that a fix changes.
func (r *Report) htmlFix(fix driver.Fix) htmlFix {
	out := htmlFix{Message: fix.Message}
	for _, e := range fix.Edits {
		src := r.source(e.File)
		line, _, ok := src.position(e.Start)
		if _, _, end := src.position(e.End); !ok || !end || e.End < e.Start {
			continue
		}
		start, end := src.lines(e.Start, e.End)
		out.Lines = append(out.Lines, htmlEdit{
			Pos: r.shown(driver.Position{File: e.File, Line: line}),
			Old: strings.TrimRight(string(src.text[start:end]), "\r\n"),
			New: strings.TrimRight(string(src.text[start:e.Start])+e.New+string(src.text[e.End:end]), "\r\n"),
		})
	}
	return out
}

// shownFile is what the page calls a file: its name in the repository, for who
// reads the page is somewhere else than who made it.
func (r *Report) shownFile(file string) string {
	if file == "" {
		return ""
	}
	name, _ := r.rooted(file)
	return name
}

// shown words a position on the page.
func (r *Report) shown(p driver.Position) string {
	p.File = r.shownFile(p.File)
	return orUnknown(p)
}
