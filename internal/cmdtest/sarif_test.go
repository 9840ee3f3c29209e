package cmdtest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/xeipuuv/gojsonschema"
)

// threeLocks has three goroutines that take three locks in a circle, in lines
// in which bytes, characters and UTF-16 code units are not the same.
const threeLocks = `package m

import "sync"

type T struct{ a, b, c sync.Mutex }

func (t *T) One() {
	t.a.Lock()
	defer t.a.Unlock()
	/* é漢😀 */ t.b.Lock()
	t.b.Unlock()
}

func (t *T) Two() {
	t.b.Lock()
	defer t.b.Unlock()
	/* é漢😀 */ t.c.Lock()
	t.c.Unlock()
}

func (t *T) Three() {
	t.c.Lock()
	defer t.c.Unlock()
	/* é漢😀 */ t.a.Lock()
	t.a.Unlock()
}
`

// missingUnlock has a bug that comes with a fix.
const missingUnlock = `package fix

import "sync"

var mu sync.Mutex

func F(c bool) {
	mu.Lock()
	if c {
		return
	}
	mu.Unlock()
}
`

// TestSARIF checks a report against the schema, with a library that knows all
// of SARIF, and compares what it reads with the report as plain JSON.
func TestSARIF(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":           "module example.com/m\n\ngo 1.26\n",
		"a/a ü.go":         threeLocks,
		"copy/m.go":        "package copy\n\nimport \"sync\"\n\nfunc F(mu sync.Mutex) {}\n",
		"fix/m.go":         missingUnlock,
		"broken/broken.go": "package broken\n\nvar x int = nothing\n",
	} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		write(t, name, text, 0o666)
	}
	if err := os.Mkdir(filepath.Join(dir, ".git"), 0o777); err != nil {
		t.Fatal(err)
	}
	text := conclint(t, dir, "sarif")
	validate(t, text)
	report, err := sarif.FromBytes(text)
	if err != nil {
		t.Fatal(err)
	}
	run := report.Runs[0]
	if *run.ColumnKind != "utf16CodeUnits" {
		t.Errorf("columns are %s", *run.ColumnKind)
	}
	notes := run.Invocations[0].ToolExecutionNotifications
	if *run.Invocations[0].ExecutionSuccessful || len(notes) != 1 || !strings.HasPrefix(*notes[0].Message.Text, "example.com/m/broken was not analysed: ") {
		t.Errorf("the broken package is not among the notifications: %v", notes)
	}

	results := make(map[string]*sarif.Result)
	for _, r := range run.Results {
		results[*r.RuleID] = r
	}
	result, fixed := results["lockorder-cycle"], results["unlockpath-missing"]
	if len(run.Results) != 3 || result == nil || fixed == nil {
		t.Fatalf("%d results, want one about the cycle, one about the copy and one with a fix", len(run.Results))
	}
	if len(fixed.Fixes) != 1 {
		t.Fatalf("%d fixes", len(fixed.Fixes))
	}
	fix := fixed.Fixes[0].ArtifactChanges[0].Replacements[0]
	if at := fix.DeletedRegion; *at.StartLine != 10 || *at.StartColumn != 3 || *at.EndColumn != 3 || !strings.Contains(*fix.InsertedContent.Text, "mu.Unlock()") {
		t.Errorf("the fix is %q at %d:%d", *fix.InsertedContent.Text, *at.StartLine, *at.StartColumn)
	}
	if id := *run.Tool.Driver.Rules[result.RuleIndex].ID; id != "lockorder-cycle" {
		t.Errorf("the result's rule index is that of %s", id)
	}
	if len(result.PartialFingerprints["primaryLocationLineHash"]) < 3 {
		t.Errorf("fingerprints: %v", result.PartialFingerprints)
	}
	region := result.Locations[0].PhysicalLocation.Region
	if line := *region.StartLine; line != 10 && line != 17 && line != 24 || *region.StartColumn != 21 {
		t.Errorf("the second lock of a function is at %d:%d, want column 21, which is byte 26", line, *region.StartColumn)
	}
	if at := result.Locations[0].PhysicalLocation.ArtifactLocation; *at.URI != "a/a%20%C3%BC.go" || *at.URIBaseID != "%SRCROOT%" {
		t.Errorf("the file is %s below %s", *at.URI, *at.URIBaseID)
	}

	// Put the threads' steps in order again, and the trace has to come out.
	type step struct {
		order  int
		thread string
		text   string
		line   int
	}
	var steps []step
	if n := len(result.CodeFlows[0].ThreadFlows); n != 3 || len(result.CodeFlows) != 1 {
		t.Fatalf("%d threads in %d code flows, want 3 in one", n, len(result.CodeFlows))
	}
	for _, flow := range result.CodeFlows[0].ThreadFlows {
		for _, l := range flow.Locations {
			steps = append(steps, step{l.ExecutionOrder, *flow.ID, *l.Location.Message.Text, *l.Location.PhysicalLocation.Region.StartLine})
		}
	}
	slices.SortFunc(steps, func(a, b step) int { return a.order - b.order })
	var want []step
	for i, s := range plainTrace(t, conclint(t, dir, "json"), "lockorder-cycle") {
		want = append(want, step{i + 1, strconv.Itoa(s.Goroutine), fmt.Sprintf("%d. goroutine %d: %s", i+1, s.Goroutine, s.Text), s.Position.Line})
	}
	if len(want) < 6 || !slices.Equal(steps, want) {
		t.Errorf("steps:\n%v\nwant\n%v", steps, want)
	}
}

// conclint runs the command in a directory and returns the report.
func conclint(t *testing.T, dir, format string) []byte {
	t.Helper()
	env, err := environment()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(filepath.Join(bin, "conclint"+exeSuffix()), "-format", format, "./...")
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), env...), "PWD="+dir)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() > 2 {
		t.Fatalf("%v\n%s", err, &stderr)
	}
	return out
}

type plainStep struct {
	Goroutine int
	Text      string
	Position  struct{ Line int }
}

// plainTrace returns the trace of a rule's one finding in a report as JSON.
func plainTrace(t *testing.T, report []byte, rule string) []plainStep {
	t.Helper()
	for line := range bytes.Lines(report) {
		var f struct {
			Rule  string
			Trace []plainStep
		}
		if err := json.Unmarshal(line, &f); err != nil {
			t.Fatal(err)
		}
		if f.Rule == rule {
			return f.Trace
		}
	}
	return nil
}

// validate checks a report against the schema of SARIF 2.1.0.
func validate(t *testing.T, report []byte) {
	t.Helper()
	result, err := gojsonschema.Validate(gojsonschema.NewStringLoader(schema(t)), gojsonschema.NewBytesLoader(report))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range result.Errors() {
		t.Error(e)
	}
}

// schema finds the schema of SARIF in the library, which itself checks only
// what it wrote itself.
func schema(t *testing.T) string {
	t.Helper()
	dir, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && len(lit.Value) > len(text) {
			text = lit.Value
		}
		return true
	})
	if text, err = strconv.Unquote(text); err != nil || !strings.Contains(text, "threadFlowLocation") {
		t.Fatalf("this is no schema of SARIF (%v): %.100s", err, text)
	}
	return text
}
