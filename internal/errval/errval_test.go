package errval

import (
	"testing"

	"github.com/conclint/conclint/internal/ssatest"
)

func TestTest(t *testing.T) {
	for cond, want := range map[string]int{
		"err != nil": 0,
		"err == nil": 1,
		"err == eof": -1,
		"p != nil":   -1,
		"n == 0":     -1,
	} {
		p := ssatest.Build(t, "package p\nvar eof error\nfunc f(err error, p *int, n int) { if "+cond+" { println() } }")
		err, failed := Test(p.Func("f").Blocks[0])
		if err == nil {
			failed = -1
		}
		if failed != want {
			t.Errorf("%s: successor %d follows an error, want %d", cond, failed, want)
		}
	}
}
