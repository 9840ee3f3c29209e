package suite_test

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/suite"
)

// The bundled analyzers report under their own names, and one bug once.
func TestBundled(t *testing.T) {
	src := filepath.Join(fixture.Root(t), "testdata")
	for _, e := range suite.All() {
		if e.Source == "" {
			t.Run(e.Analyzer.Name, func(t *testing.T) {
				analysistest.Run(t, src, e.Analyzer, e.Analyzer.Name+"/...")
			})
		}
	}
}
