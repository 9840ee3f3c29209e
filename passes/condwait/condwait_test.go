package condwait_test

import (
	"testing"

	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/passes/condwait"
)

// The fixtures have what the rule finds that is off by default, too.
func Test(t *testing.T) {
	flag := condwait.Analyzer.Flags.Lookup("rules").Value
	before := flag.String()
	if err := flag.Set("condwait-kinds"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := flag.Set(before); err != nil {
			t.Error(err)
		}
	})
	fixture.Run(t, condwait.Analyzer)
}
