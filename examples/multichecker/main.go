// Command multichecker is a checker of one's own: conclint's analyzers beside
// others.
package main

import (
	"golang.org/x/tools/go/analysis/multichecker"
	"golang.org/x/tools/go/analysis/passes/nilness"

	"github.com/conclint/conclint/suite"
)

func main() {
	analyzers := append(suite.Default(), nilness.Analyzer)
	multichecker.Main(analyzers...)
}
