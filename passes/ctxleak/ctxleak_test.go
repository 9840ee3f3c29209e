package ctxleak_test

import (
	"testing"

	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/passes/ctxleak"
)

// The fixtures have what the rules find that are off by default, too.
func Test(t *testing.T) {
	flag := ctxleak.Analyzer.Flags.Lookup("rules").Value
	before := flag.String()
	if err := flag.Set("ctxleak-after,ctxleak-background,ctxleak-ignored"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := flag.Set(before); err != nil {
			t.Error(err)
		}
	})
	fixture.Run(t, ctxleak.Analyzer)
}

func TestFixed(t *testing.T) { fixture.Fixed(t, ctxleak.Analyzer) }
