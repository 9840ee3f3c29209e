package chanclose_test

import (
	"testing"

	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/passes/chanclose"
)

// The fixtures have what the rule finds that is off by default, too.
func Test(t *testing.T) {
	flag := chanclose.Analyzer.Flags.Lookup("rules").Value
	before := flag.String()
	if err := flag.Set("chanclose-owner"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := flag.Set(before); err != nil {
			t.Error(err)
		}
	})
	fixture.Run(t, chanclose.Analyzer)
}
