package drivertest

import (
	"cmp"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// action is what a test reads of action.yml.
type action struct {
	Inputs map[string]struct{ Default string }
	Runs   struct{ Steps []step }
}

type step struct {
	Name, Run, Uses string
	WorkingDir      string `yaml:"working-directory"`
	Env             map[string]string
}

func readAction(t *testing.T) (a action) {
	t.Helper()
	if err := yaml.Unmarshal([]byte(read(t, root, "action.yml")), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// lint runs actionlint on workflows, given by their names, in a repository that
// has conclint's action.
func lint(t *testing.T, status int, workflows map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	command{dir: dir}.ok(t, "git", "init", "--quiet")
	write(t, read(t, root, "action.yml"), dir, "action.yml")
	for name, text := range workflows {
		// As if it were used from the repository that it is in: so its
		// inputs are known.
		write(t, strings.ReplaceAll(text, "conclint/conclint@main", "./"), dir, ".github", "workflows", name)
	}
	tool := filepath.Join(bin, "actionlint")
	if _, err := os.Stat(tool); err != nil {
		command{dir: root}.ok(t, "go", "build", "-modfile=internal/tools/go.mod", "-o", tool, "github.com/rhysd/actionlint/cmd/actionlint")
	}
	r := command{dir: dir}.exits(t, status, tool, "-no-color")
	return r.stdout + r.stderr
}

// The documented workflows are right, and so is how they use the action.
func TestWorkflows(t *testing.T) {
	workflows := make(map[string]string)
	for _, name := range []string{"conclint.yml", "new.yml"} {
		workflows[name] = snippet(t, "github-actions.md", ".github/workflows/"+name)
	}
	lint(t, 0, workflows)
	for name, text := range workflows {
		broken := strings.Replace(strings.Replace(text, "upload: true", "uplaod: true", 1), "args: -new", "arg: -new", 1)
		if out := lint(t, 1, map[string]string{name: broken}); !strings.Contains(out, "is not defined in action") {
			t.Errorf("%s: an input that does not exist is no error:\n%s", name, out)
		}
	}
}

// The steps of the action are right: actionlint looks at those of workflows only,
// so it is shown one that has the same inputs and steps.
func TestActionSteps(t *testing.T) {
	workflow := asWorkflow(t, read(t, root, "action.yml"))
	lint(t, 0, map[string]string{"action.yml": workflow})
	for old, broken := range map[string]string{
		"steps.run.outputs": "steps.rum.outputs",
		"inputs.packages":   "inputs.package",
		"restore-keys:":     "restore-key:",
		"shell: bash":       "shel: bash",
	} {
		if !strings.Contains(workflow, old) {
			t.Errorf("no %s in\n%s", old, workflow)
		}
		lint(t, 1, map[string]string{"action.yml": strings.Replace(workflow, old, broken, 1)})
	}
}

// asWorkflow returns a workflow with the inputs and steps of an action.
func asWorkflow(t *testing.T, text string) string {
	t.Helper()
	var a struct {
		Inputs map[string]map[string]string
		Runs   struct{ Steps []any }
	}
	if err := yaml.Unmarshal([]byte(text), &a); err != nil {
		t.Fatal(err)
	}
	for _, input := range a.Inputs {
		input["type"] = "string"
	}
	out, err := yaml.Marshal(map[string]any{
		"name": "action",
		"on":   map[string]any{"workflow_call": map[string]any{"inputs": a.Inputs}},
		"jobs": map[string]any{"action": map[string]any{"runs-on": "ubuntu-latest", "steps": a.Runs.Steps}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// The scripts in the action do what they are there for, here as on a runner.
func TestActionRuns(t *testing.T) {
	dir := corpus(t, "corpus")
	temp := t.TempDir()
	outputs := filepath.Join(temp, "outputs")
	run := func(inputs map[string]string, job ...string) (last result) {
		t.Helper()
		a := readAction(t)
		for name, in := range a.Inputs {
			if _, ok := inputs[name]; !ok {
				inputs[name] = in.Default
			}
		}
		write(t, "", outputs)
		for _, s := range a.Runs.Steps {
			if s.Run == "" {
				continue
			}
			env := slices.Concat(job, []string{"GITHUB_OUTPUT=" + outputs, "GITHUB_ACTION_PATH=" + root, "RUNNER_TEMP=" + temp, "GITHUB_WORKSPACE=" + dir})
			for _, name := range slices.Sorted(maps.Keys(s.Env)) {
				env = append(env, name+"="+expand(t, s.Env[name], inputs))
			}
			c := command{dir: filepath.Join(dir, expand(t, s.WorkingDir, inputs)), env: env}
			if last = c.run(t, "bash", "-e", "-o", "pipefail", "-c", s.Run); last.status != 0 {
				return last
			}
		}
		return last
	}

	r := run(map[string]string{"working-directory": "."})
	if r.status != 1 || !strings.Contains(r.stdout, "::error file=index/index.go,line=27") {
		t.Errorf("exit status %d, annotations:\n%s%s", r.status, r.stdout, r.stderr)
	}
	if report := read(t, dir, "conclint.sarif"); !strings.Contains(report, `"lockorder-cycle"`) {
		t.Errorf("the report has no lockorder-cycle:\n%s", report)
	}
	if got := read(t, outputs); !strings.Contains(got, "sarif=./conclint.sarif\n") || !strings.Contains(got, "cache=/") {
		t.Errorf("outputs:\n%s", got)
	}
	r = run(map[string]string{"packages": "./nolint ./store", "args": "-disable=all -enable=atomic", "sarif": ""})
	if r.status != 0 || r.stdout != "" {
		t.Errorf("exit status %d where nothing is to be found:\n%s%s", r.status, r.stdout, r.stderr)
	}

	// What the job is set up for is not what conclint is built for.
	elsewhere := map[string]string{"linux": "windows"}[runtime.GOOS]
	r = run(map[string]string{"packages": "./index"}, "GOOS="+cmp.Or(elsewhere, "linux"), "GOFLAGS=-tags=x -mod=mod -modfile=nothing.mod")
	if r.status != 2 || !strings.Contains(r.stderr, "nothing.mod") {
		t.Errorf("exit status %d where the job's flags are wrong for what is analysed:\n%s%s", r.status, r.stdout, r.stderr)
	}
	r = run(map[string]string{"packages": "./index", "args": "-no-such-flag", "sarif": "other.sarif"})
	if got := read(t, outputs); r.status != 2 || strings.Contains(got, "sarif=") {
		t.Errorf("exit status %d, and a report that does not exist is an output:\n%s", r.status, got)
	}
}

var input = regexp.MustCompile(`\$\{\{ inputs\.([\w-]+) \}\}`)

// expand replaces the expressions in a step's settings.
func expand(t *testing.T, text string, inputs map[string]string) string {
	t.Helper()
	text = input.ReplaceAllStringFunc(text, func(e string) string { return inputs[input.FindStringSubmatch(e)[1]] })
	if strings.Contains(text, "${{") {
		t.Fatalf("an expression that only GitHub knows: %s", text)
	}
	return text
}
