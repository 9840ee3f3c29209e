package lockorder_test

import (
	"testing"

	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/passes/lockorder"
)

func Test(t *testing.T) { fixture.Run(t, lockorder.Analyzer) }
