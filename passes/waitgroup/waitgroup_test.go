package waitgroup_test

import (
	"testing"

	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/passes/waitgroup"
)

// The fixtures have what the rule finds that is off by default, too.
func Test(t *testing.T) {
	flag := waitgroup.Analyzer.Flags.Lookup("rules").Value
	before := flag.String()
	if err := flag.Set("waitgroup-late"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := flag.Set(before); err != nil {
			t.Error(err)
		}
	})
	fixture.Run(t, waitgroup.Analyzer)
}
