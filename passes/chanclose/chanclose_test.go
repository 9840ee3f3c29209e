package chanclose_test

import (
	"testing"

	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/passes/chanclose"
)

func Test(t *testing.T) { fixture.Run(t, chanclose.Analyzer) }
