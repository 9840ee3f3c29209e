package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/driver"
)

const (
	// srcRoot is what GitHub and others call the root of the repository.
	srcRoot = "%SRCROOT%"

	// lineHash is the one fingerprint by which GitHub knows a finding again.
	lineHash = "primaryLocationLineHash"

	// maxResults is how many results of one run GitHub takes; with more it
	// takes none.
	maxResults = 25000
)

// writeSARIF writes SARIF 2.1.0 in the way in which GitHub's code scanning
// understands most of it. The types are our own: a library that knows all of
// SARIF brings a JSON schema validator and net/http into a program of which
// the go command starts one for every package. Tests have that library read
// and validate what this writes.
func writeSARIF(r *Report) ([]byte, error) {
	run := sarifRun{
		Tool:        sarifTool{r.sarifDriver()},
		Invocations: []sarifInvocation{{ExecutionSuccessful: len(r.Failures) == 0}},
		OriginalURIBaseIDs: map[string]sarifArtifactLocation{
			srcRoot: {Description: &sarifMessage{Text: "The root of the repository."}},
		},
		ColumnKind: "utf16CodeUnits",
		Results:    []sarifResult{},
	}
	notify := func(level, text string) {
		to := &run.Invocations[0].Notifications
		*to = append(*to, sarifNotification{Level: level, Message: sarifMessage{Text: text}})
	}
	for _, failure := range r.Failures {
		notify("error", failure)
	}
	findings := r.Findings
	if n := len(findings); n > maxResults {
		findings = worstFirst(r)[:maxResults]
		notify("warning", fmt.Sprintf("%d findings are left out: services take %d at most", n-maxResults, maxResults))
	}
	for _, f := range findings {
		run.Results = append(run.Results, r.sarifResult(f))
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	})
	return out.Bytes(), err
}

// sarifDriver describes conclint and its rules.
func (r *Report) sarifDriver() sarifDriver {
	d := sarifDriver{Name: "conclint", Version: r.Version, InformationURI: homepage, Rules: []sarifRule{}}
	if v, ok := strings.CutPrefix(r.Version, "v"); ok {
		d.SemanticVersion = v
	}
	for _, rule := range r.Rules {
		summary, _, _ := strings.Cut(rule.Doc.Text, "\n\n")
		d.Rules = append(d.Rules, sarifRule{
			ID:               rule.ID,
			ShortDescription: sarifMessage{Text: sentence(rule.Title)},
			FullDescription:  sarifMessage{Text: strings.Join(strings.Fields(summary), " ")},
			Help: sarifMessage{
				Text:     rule.Doc.Plain(),
				Markdown: rule.Doc.Markdown(),
			},
			HelpURI:              rule.URL(),
			DefaultConfiguration: sarifConfiguration{Enabled: !rule.OptIn, Level: string(rule.Severity)},
			Properties: sarifRuleProperties{
				Tags:      []string{"concurrency", rule.Analyzer},
				Precision: string(rule.Confidence),
				Severity:  named(rule.Severity, "recommendation"),
			},
		})
	}
	return d
}

// sentence makes a sentence of a title.
func sentence(title string) string {
	if title == "" {
		return ""
	}
	return strings.ToUpper(title[:1]) + title[1:] + "."
}

func (r *Report) sarifResult(f driver.Finding) sarifResult {
	res := sarifResult{
		RuleID:  f.Rule,
		Level:   string(f.Severity),
		Message: sarifMessage{Text: plainLinks(f.Message)},
	}
	if i := slices.IndexFunc(r.Rules, func(rule Rule) bool { return rule.ID == f.Rule }); i >= 0 {
		res.RuleIndex = &i
	}
	if f.Pos.Valid() {
		res.Locations = []sarifLocation{r.sarifLocation(f.Pos, f.End)}
	}
	if hash := r.source(f.Pos.File).lineHash(f.Pos.Line); hash != "" {
		res.PartialFingerprints = map[string]string{lineHash: hash}
	}
	steps, related := r.sarifSteps(f)
	res.Message.Text += steps
	res.RelatedLocations = related
	if len(f.Trace) > 0 {
		res.CodeFlows = []sarifCodeFlow{r.sarifCodeFlow(f)}
	}
	for _, fix := range f.Fixes {
		if fix, ok := r.sarifFix(fix); ok {
			res.Fixes = append(res.Fixes, fix)
		}
	}
	return res
}

// sarifLocation returns what lies between two positions in a file.
func (r *Report) sarifLocation(pos, end driver.Position) sarifLocation {
	loc := &sarifPhysicalLocation{ArtifactLocation: r.sarifArtifact(pos.File)}
	if pos.Line > 0 {
		s := r.span(pos, end)
		loc.Region = &sarifRegion{StartLine: s.line, StartColumn: s.column, EndLine: s.endLine, EndColumn: s.endColumn}
	}
	return sarifLocation{PhysicalLocation: loc}
}

func (r *Report) sarifArtifact(file string) sarifArtifactLocation {
	uri, relative := r.uri(file)
	if !relative {
		return sarifArtifactLocation{URI: uri}
	}
	return sarifArtifactLocation{URI: uri, URIBaseID: srcRoot}
}

// sarifFix converts a fix; ok is false if the text that it changes is not
// known.
func (r *Report) sarifFix(fix driver.Fix) (s sarifFix, ok bool) {
	s.Description.Text = fix.Message
	for _, e := range fix.Edits {
		region, ok := r.sarifEdited(e)
		if !ok {
			return s, false
		}
		at := r.sarifArtifact(e.File)
		i := slices.IndexFunc(s.ArtifactChanges, func(c sarifArtifactChange) bool { return c.ArtifactLocation == at })
		if i < 0 {
			i = len(s.ArtifactChanges)
			s.ArtifactChanges = append(s.ArtifactChanges, sarifArtifactChange{ArtifactLocation: at})
		}
		c := &s.ArtifactChanges[i]
		c.Replacements = append(c.Replacements, sarifReplacement{region, sarifMessage{Text: e.New}})
	}
	return s, len(s.ArtifactChanges) > 0
}

// sarifEdited returns what an edit replaces.
func (r *Report) sarifEdited(e driver.Edit) (region sarifRegion, ok bool) {
	src := r.source(e.File)
	line, column, ok1 := src.position(e.Start)
	endLine, endColumn, ok2 := src.position(e.End)
	return sarifRegion{
		StartLine:   line,
		StartColumn: src.utf16Column(line, column),
		EndLine:     endLine,
		EndColumn:   src.utf16Column(endLine, endColumn),
	}, ok1 && ok2
}
