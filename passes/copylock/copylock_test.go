package copylock_test

import (
	"testing"

	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/passes/copylock"
)

func Test(t *testing.T) { fixture.Run(t, copylock.Analyzer) }
