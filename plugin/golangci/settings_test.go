package golangci

import (
	"slices"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/suite"
)

// object is what golangci-lint decodes a mapping into.
type object = map[string]any

// built returns the names of the analyzers that settings leave on, with the
// values of their rules flags where they are not the defaults.
func built(t *testing.T, settings any) []string {
	t.Helper()
	p, err := New(settings)
	if err != nil {
		t.Fatal(err)
	}
	analyzers, err := p.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	if err := analysis.Validate(analyzers); err != nil {
		t.Error(err)
	}
	var out []string
	for _, a := range analyzers {
		name := a.Name
		if f := a.Flags.Lookup("rules"); f != nil && f.Value.String() != "" {
			name += ":" + f.Value.String()
		}
		out = append(out, name)
	}
	return out
}

func TestDefaults(t *testing.T) {
	got := built(t, nil)
	for _, want := range []string{"copylock:-copylock-value", "lockorder", "testgoroutine:-testgoroutine-fatal", "waitgroup"} {
		if !slices.Contains(got, want) {
			t.Errorf("%s is not among %q", want, got)
		}
	}
	for _, off := range []string{"SA2001", "atomic", "loopclosure", "sigchanyzer"} {
		if slices.ContainsFunc(got, func(s string) bool { return strings.HasPrefix(s, off) }) {
			t.Errorf("golangci-lint has %s already, but it is on", off)
		}
	}
}

// What is said to be elsewhere exists.
func TestElsewhere(t *testing.T) {
	for name, rules := range elsewhere {
		i := slices.IndexFunc(suite.All(), func(e suite.Entry) bool { return e.Analyzer.Name == name })
		if i < 0 {
			t.Errorf("there is no analyzer %s", name)
			continue
		}
		e := suite.All()[i]
		if (e.Source == "") != (len(rules) == 0) {
			t.Errorf("%s: the rules should be named if and only if it is ours", name)
		}
		for _, id := range rules {
			if !slices.ContainsFunc(e.Rules, func(r rule.Rule) bool { return r.ID == id }) {
				t.Errorf("%s has no rule %s", name, id)
			}
		}
	}
}

func TestSettings(t *testing.T) {
	for _, test := range []struct {
		settings any
		want     string
	}{
		{object{"disable": []any{"all"}, "enable": []any{"lockorder"}}, "lockorder"},
		{object{"disable": []any{"all"}, "enable": []any{"atomic", "SA2001"}}, "SA2001 atomic"},
		{object{"disable": []any{"all"}, "enable": []any{"copylock"}}, "copylock"},
		{object{"disable": []any{"all"}, "enable": []any{"loopclosure-go"}}, "loopclosure:-loopclosure-defer,-loopclosure-parallel"},
		{object{"disable": []any{"all"}, "enable": []any{"copylock"}, "analyzers": object{"copylock": object{"rules": []any{"-copylock-send"}}}}, "copylock:-copylock-send"},
		{object{"disable": []any{"all"}, "enable": []any{"lockorder"}, "analyzers": object{"LOCKORDER": object{"Rules": "-lockorder-rlock"}}}, "lockorder:-lockorder-rlock"},
		// What one call sets does not stick.
		{object{"disable": []any{"all"}, "enable": []any{"copylock", "lockorder"}}, "copylock lockorder"},
	} {
		if got := strings.Join(built(t, test.settings), " "); got != test.want {
			t.Errorf("%v: %s, want %s", test.settings, got, test.want)
		}
	}
}

func TestSettingsErrors(t *testing.T) {
	for _, test := range []struct {
		settings any
		want     string
	}{
		{"all", "they should be a mapping: "},
		{object{"enabel": []any{}}, `unknown setting "enabel" (did you mean enable?)`},
		{object{"enable": "lockorder"}, "enable should be a list of analyzers and rules"},
		{object{"analyzers": []any{}}, "analyzers should be a mapping from analyzers to their flags"},
		{object{"enable": []any{"lokorder"}}, `unknown analyzer or rule "lokorder" (did you mean lockorder?)`},
		{object{"disable": []any{"all"}}, "every analyzer is disabled"},
		{object{"enable": []any{"atomic"}, "disable": []any{"atomic"}}, "atomic is both enabled and disabled"},
		{object{"analyzers": object{"conclint": object{"noreturn": "Die"}}}, `conclint.noreturn cannot be "Die": `},
		{object{"analyzers": object{"lockordr": object{}}}, `unknown analyzer "lockordr" (did you mean lockorder?)`},
		{object{"analyzers": object{"lockorder": object{"rule": "x"}}}, `unknown setting of lockorder "rule" (did you mean rules?)`},
		{object{"analyzers": object{"lockorder": object{"rules": "x"}}}, `lockorder.rules cannot be "x": unknown rule "x"`},
	} {
		_, err := New(test.settings)
		if err == nil || !strings.HasPrefix(err.Error(), "settings of conclint: "+test.want) {
			t.Errorf("%v: %v, want %s", test.settings, err, test.want)
		}
	}
}

func TestRegistered(t *testing.T) {
	if _, err := register.GetPlugin("conclint"); err != nil {
		t.Error(err)
	}
	p, err := New(nil)
	if err != nil || p.GetLoadMode() != register.LoadModeTypesInfo {
		t.Errorf("%v, %v", p, err)
	}
}
