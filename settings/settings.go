// Package settings holds what users tell all of conclint's analyzers at once.
package settings

import (
	"flag"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/syncop"
)

// Analyzer finds nothing: it is there for its flags, which apply to all
// analyzers of the program. Drivers that name flags after analyzers, as go vet
// and x/tools' checkers do, have -conclint.locktypes and -conclint.noreturn.
var Analyzer = &analysis.Analyzer{
	Name:             "conclint",
	Doc:              "what users tell all of conclint's analyzers: lock types and functions that never return",
	URL:              "https://github.com/conclint/conclint",
	Flags:            flags(),
	RunDespiteErrors: true,
	Run:              func(*analysis.Pass) (any, error) { return nil, nil },
}

// The flags' names.
const (
	LockTypes = "locktypes"
	NoReturn  = "noreturn"
)

func flags() flag.FlagSet {
	var fs flag.FlagSet
	fs.Var(&syncop.LockTypes, LockTypes, "comma-separated `types` to take for locks, as example.com/p.T")
	fs.Var(&syncop.NoReturn, NoReturn, "comma-separated `functions` that end the process, as example.com/p.F or example.com/p.T.M")
	return fs
}
