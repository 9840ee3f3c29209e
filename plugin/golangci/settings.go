package golangci

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/choice"
	common "github.com/conclint/conclint/settings"
	"github.com/conclint/conclint/suite"
)

// settings are what .golangci.yml may say about conclint.
type settings struct {
	enable, disable []string                  // analyzers, rules, "all"
	analyzers       map[string]map[string]any // analyzer -> flag -> value
	lists           map[string]string         // analyzer -> value of its rules flag
}

// settingsError says whose settings are wrong: golangci-lint passes the text
// on as it is.
func settingsError(err error) error { return fmt.Errorf("settings of %s: %w", Name, err) }

// decode reads the settings, and accepts nothing that it does not know.
func decode(raw any) (*settings, error) {
	fields, err := register.DecodeSettings[map[string]json.RawMessage](raw)
	if err != nil {
		return nil, settingsError(fmt.Errorf("they should be a mapping: %w", err))
	}
	s := &settings{lists: make(map[string]string)}
	known := map[string]struct {
		into any
		what string
	}{
		"enable":    {&s.enable, "a list of analyzers and rules"},
		"disable":   {&s.disable, "a list of analyzers and rules"},
		"analyzers": {&s.analyzers, "a mapping from analyzers to their flags"},
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		field, ok := known[name]
		if !ok {
			return nil, settingsError(choice.Unknown("setting", name, slices.Sorted(maps.Keys(known))))
		}
		if err := json.Unmarshal(fields[name], field.into); err != nil {
			return nil, settingsError(fmt.Errorf("%s should be %s", name, field.what))
		}
	}
	return s, nil
}

// setFlags sets the analyzers' flags, and under conclint's own name those for
// all of them. The rules flag is only checked here: its
// value takes part in the choice.
func (s *settings) setFlags(entries []suite.Entry) error {
	analyzers := []*analysis.Analyzer{common.Analyzer}
	for _, e := range entries {
		analyzers = append(analyzers, e.Analyzer)
	}
	for _, name := range slices.Sorted(maps.Keys(s.analyzers)) {
		i := slices.IndexFunc(analyzers, func(a *analysis.Analyzer) bool {
			// golangci-lint has turned keys to lower case.
			return strings.EqualFold(a.Name, name)
		})
		if i < 0 {
			return settingsError(choice.Unknown("analyzer", name, analyzerNames(analyzers)))
		}
		a := analyzers[i]
		for _, key := range slices.Sorted(maps.Keys(s.analyzers[name])) {
			f := lookup(&a.Flags, key)
			if f == nil {
				return settingsError(choice.Unknown("setting of "+a.Name, key, flagNames(&a.Flags)))
			}
			value := flagText(s.analyzers[name][key])
			if err := f.Value.Set(value); err != nil {
				return settingsError(fmt.Errorf("%s.%s cannot be %q: %w", a.Name, f.Name, value, err))
			}
			if f.Name == "rules" {
				s.lists[a.Name] = value
			}
		}
	}
	return nil
}

// choice returns what the user wants to run. What other linters find is off
// unless the user names its analyzer.
func (s *settings) choice() choice.Choice {
	lists := maps.Clone(s.lists)
	for analyzer, rules := range elsewhere {
		if _, given := lists[analyzer]; !given && len(rules) > 0 && !slices.Contains(s.enable, analyzer) {
			lists[analyzer] = "-" + strings.Join(rules, ",-")
		}
	}
	return choice.Choice{Enable: s.enable, Disable: s.disable, Lists: lists}
}

// lookup finds a flag whatever its case.
func lookup(fs *flag.FlagSet, name string) *flag.Flag {
	var found *flag.Flag
	fs.VisitAll(func(f *flag.Flag) {
		if strings.EqualFold(f.Name, name) {
			found = f
		}
	})
	return found
}

func flagNames(fs *flag.FlagSet) []string {
	var out []string
	fs.VisitAll(func(f *flag.Flag) { out = append(out, f.Name) })
	return out
}

func analyzerNames(analyzers []*analysis.Analyzer) []string {
	var out []string
	for _, a := range analyzers {
		out = append(out, a.Name)
	}
	return out
}

// flagText writes a value of YAML as one for a flag: lists with commas.
func flagText(value any) string {
	list, ok := value.([]any)
	if !ok {
		return fmt.Sprint(value)
	}
	parts := make([]string, len(list))
	for i, v := range list {
		parts[i] = fmt.Sprint(v)
	}
	return strings.Join(parts, ",")
}
