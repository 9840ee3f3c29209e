package main

import (
	"path/filepath"
	"slices"

	"github.com/conclint/conclint/internal/eval/bugclass"
	"github.com/conclint/conclint/internal/eval/ledger"
	"github.com/conclint/conclint/internal/eval/vetjson"
)

// slack is by how many lines a report may be off: where a statement spans
// several lines, the data names one of them.
const slack = 1

// Score is what was reported on one kernel.
type Score struct {
	Kernel
	Hits      []vetjson.Report // that find it
	Unrelated []vetjson.Report // the others, without those argued for in the ledger
	Argued    int              // reports that the ledger knows
}

// Found reports whether the kernel's bug was found.
func (s Score) Found() bool { return len(s.Hits) > 0 }

// score sorts the reports by kernel and by what they are worth.
func score(dir string, ks []Kernel, reports []vetjson.Report, trace bool, led *ledger.Ledger) []Score {
	byFile := make(map[string][]vetjson.Report)
	for _, r := range reports {
		if rel, err := filepath.Rel(dir, r.File); err == nil {
			rel = filepath.ToSlash(rel)
			byFile[rel] = append(byFile[rel], r)
		}
	}
	var out []Score
	for _, k := range ks {
		s := Score{Kernel: k}
		for _, r := range byFile[k.File] {
			if k.foundBy(r, trace) {
				s.Hits = append(s.Hits, r)
			} else if _, ok := led.Reason(k.File, r.Line); ok {
				s.Argued++
			} else {
				s.Unrelated = append(s.Unrelated, r)
			}
		}
		out = append(out, s)
	}
	return out
}

// foundBy reports whether the report finds the kernel's bug: its rule may
// stand for the bug's class, and it lies where the bug is. With trace, a step
// of the report's trace may lie there instead.
func (k Kernel) foundBy(r vetjson.Report, trace bool) bool {
	if !bugclass.Fits(r.Rule(), k.Classes) {
		return false
	}
	return k.near(r.Line) || trace && slices.ContainsFunc(r.Trace, func(s vetjson.Step) bool {
		return s.File == r.File && k.near(s.Line)
	})
}

func (k Kernel) near(line int) bool {
	return slices.ContainsFunc(k.Lines, func(l int) bool { return l-slack <= line && line <= l+slack })
}
