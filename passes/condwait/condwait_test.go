package condwait_test

import (
	"testing"

	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/passes/condwait"
)

func Test(t *testing.T) { fixture.Run(t, condwait.Analyzer) }
