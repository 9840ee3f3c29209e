package spawnjoin_test

import (
	"strings"
	"testing"

	"github.com/conclint/conclint/internal/fixture"
	"github.com/conclint/conclint/passes/spawnjoin"
)

// The fixtures have what the rules find that are off by default, too.
func Test(t *testing.T) {
	flag := spawnjoin.Analyzer.Flags.Lookup("rules").Value
	before := flag.String()
	var ids []string
	for _, r := range spawnjoin.Rules {
		ids = append(ids, r.ID)
	}
	if err := flag.Set(strings.Join(ids, ",")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := flag.Set(before); err != nil {
			t.Error(err)
		}
	})
	fixture.Run(t, spawnjoin.Analyzer)
}
