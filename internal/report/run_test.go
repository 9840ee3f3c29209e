package report_test

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/conclint/conclint/internal/report"
)

func TestGuard(t *testing.T) {
	pass := &analysis.Pass{Analyzer: &analysis.Analyzer{Name: "some"}}
	if got, err := report.Guard(func(*analysis.Pass) (any, error) { return 1, nil })(pass); got != 1 || err != nil {
		t.Errorf("got %v, %v from a run that returns 1", got, err)
	}
	failure := errors.New("failure")
	if _, err := report.Guard(func(*analysis.Pass) (any, error) { return nil, failure })(pass); err != failure {
		t.Errorf("error %v, want %v", err, failure)
	}
	_, err := report.Guard(func(*analysis.Pass) (any, error) {
		var s []int
		return s[len(s)], nil
	})(pass)
	if err == nil || !strings.Contains(err.Error(), "internal error in some: ") || !strings.Contains(err.Error(), "out of range") {
		t.Errorf("error %v of a run that panics", err)
	}
}
