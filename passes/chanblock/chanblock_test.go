package chanblock_test

import (
	"testing"

	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/passes/chanblock"
)

func Test(t *testing.T) { fixture.Run(t, chanblock.Analyzer) }

func TestFixed(t *testing.T) { fixture.Fixed(t, chanblock.Analyzer) }
