package unlockpath_test

import (
	"testing"

	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/passes/unlockpath"
)

func Test(t *testing.T) { fixture.Run(t, unlockpath.Analyzer) }

func TestFixed(t *testing.T) { fixture.Fixed(t, unlockpath.Analyzer) }
