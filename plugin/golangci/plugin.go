// Package golangci is conclint as a module plugin of golangci-lint. Whoever
// builds a golangci-lint imports it for its effect, and names the linter
// "conclint" in .golangci.yml.
//
// golangci-lint keeps nothing of a diagnostic but its text and makes each
// related position an issue of its own, so here the whole trace is in the text.
// What golangci-lint's other linters find already is off until it is named.
package golangci

import (
	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/choice"
	"github.com/conclint/conclint/suite"
)

// Name is the linter's name.
const Name = "conclint"

// golangci-lint learns of a plugin in no other way.
func init() { register.Plugin(Name, New) }

// plugin is conclint with the analyzers that the settings ask for.
type plugin struct{ analyzers []*analysis.Analyzer }

// New returns the linter. Settings is what .golangci.yml has for it, decoded
// into maps and lists, or nil; what is wrong with it is an error. The settings
// of analyzers are those of the process, so that the last call prevails.
func New(settings any) (register.LinterPlugin, error) {
	s, err := decode(settings)
	if err != nil {
		return nil, err
	}
	// golangci-lint looks after its //nolint itself, and tells which of them
	// are of no use. It knows no names but the linter's.
	suite.HostNolint(true)
	entries := suite.All()
	if err := s.setFlags(entries); err != nil {
		return nil, err
	}
	decisions, err := s.choice().Decide(quieted(entries))
	if err != nil {
		return nil, settingsError(err)
	}
	var wanted []suite.Entry
	for _, d := range decisions {
		if !d.On {
			continue
		}
		if err := setRules(d); err != nil {
			return nil, settingsError(err)
		}
		d.Entry.Analyzer = folded(d.Entry.Analyzer)
		wanted = append(wanted, d.Entry)
	}
	var p plugin
	for _, e := range suite.Limit(wanted, func(suite.Entry) bool { return true }) {
		p.analyzers = append(p.analyzers, e.Analyzer)
	}
	return p, nil
}

// setRules hands the choice of rules to the analyzer, if it has one.
func setRules(d choice.Decision) error {
	if f := d.Entry.Analyzer.Flags.Lookup("rules"); f != nil {
		return f.Value.Set(d.Rules)
	}
	return nil
}

// BuildAnalyzers implements [register.LinterPlugin].
func (p plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) { return p.analyzers, nil }

// GetLoadMode implements [register.LinterPlugin].
func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
