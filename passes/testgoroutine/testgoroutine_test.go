package testgoroutine_test

import (
	"testing"

	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/passes/testgoroutine"
)

func Test(t *testing.T) { fixture.Run(t, testgoroutine.Analyzer) }
