package loopclosure_test

import (
	"testing"

	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/passes/loopclosure"
)

func Test(t *testing.T) { fixture.Run(t, loopclosure.Analyzer) }
