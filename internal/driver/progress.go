package driver

import (
	"bytes"
	"context"
	"encoding/json"
)

// CountPackages returns how many packages the user asked for. The error is what
// the go command said.
func CountPackages(ctx context.Context, o Options) (int, error) {
	path, err := findGo()
	if err != nil {
		return 0, err
	}
	g := goCommand{path: path, dir: o.Dir, buildFlags: o.BuildFlags}
	pkgs, err := g.list(ctx, nil, o.Patterns)
	return len(pkgs), err
}

// watcher is written what go vet prints, and counts the packages in it.
type watcher struct {
	match  matcher
	report func(done int) // for Options.Progress
	done   map[string]bool
	line   []byte // the beginning of one
}

func newWatcher(match matcher, report func(done int)) *watcher {
	return &watcher{match: match, report: report, done: make(map[string]bool)}
}

// Write implements io.Writer. The tool prints a unit's header in one line.
func (w *watcher) Write(text []byte) (int, error) {
	before := len(w.done)
	for part := range bytes.Lines(text) {
		w.line = append(w.line, part...)
		if !bytes.HasSuffix(part, []byte("\n")) {
			break
		}
		var header struct {
			Unit *Unit `json:"conclint:unit"`
		}
		if bytes.Contains(w.line, []byte(UnitKey)) && json.Unmarshal(w.line, &header) == nil && header.Unit != nil && w.match(*header.Unit) {
			w.done[header.Unit.Package()] = true
		}
		w.line = w.line[:0]
	}
	if len(w.done) > before {
		w.report(len(w.done))
	}
	return len(text), nil
}
