package report

import (
	"fmt"

	"golang.org/x/tools/go/analysis"
)

// Guard returns run with its panics turned into errors: a bug of ours in one
// pass must not cost the user what the others find.
func Guard(run func(*analysis.Pass) (any, error)) func(*analysis.Pass) (any, error) {
	return func(pass *analysis.Pass) (result any, err error) {
		if e := Try(func() { result, err = run(pass) }); e != nil {
			return nil, fmt.Errorf("internal error in %s: %w", pass.Analyzer.Name, e)
		}
		return result, err
	}
}

// Try calls f and returns what it panics with as an error.
func Try(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	f()
	return nil
}
