package driver

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
)

// listed is what go list says about a package.
type listed struct {
	ImportPath string
	Name       string
	Dir        string
	ForTest    string // the package under test, for a test variant
	Standard   bool
	Module     *struct{ Main bool }
	Error      *listError
	DepsErrors []*listError
	Deps       []string
}

type listError struct {
	ImportStack []string
	Pos         string
	Err         string
}

// list runs go list -e with the given flags on the patterns. An error is what
// the go command said when it could list nothing at all. EmbedFiles is asked for
// only because the go command says nothing about missing ones otherwise.
func (g goCommand) list(ctx context.Context, flags, patterns []string) ([]listed, error) {
	args := append([]string{"list", "-e", "-json=ImportPath,Name,Dir,ForTest,Standard,Module,Error,DepsErrors,Deps,EmbedFiles"}, flags...)
	args = append(append(args, g.buildFlags...), "--")
	stdout, stderr, err := g.run(ctx, nil, append(args, patterns...))
	if _, failed := errors.AsType[*exec.ExitError](err); failed {
		return nil, errors.New(firstSentence(stderr, "go list failed"))
	} else if err != nil {
		return nil, err
	}
	var pkgs []listed
	dec := json.NewDecoder(bytes.NewReader(stdout))
	for {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("reading the output of go list: %v", err)
		}
		pkgs = append(pkgs, p)
	}
	if len(pkgs) == 0 {
		return nil, errors.New(firstSentence(stderr, "no packages match "+strings.Join(patterns, " ")))
	}
	return pkgs, nil
}

// listMatcher asks the go command which packages the patterns match. The
// extent says how much has to be analysed in full for their findings.
func (g goCommand) listMatcher(ctx context.Context, patterns []string) (matcher, Extent, error) {
	pkgs, err := g.list(ctx, nil, patterns)
	if err != nil {
		return nil, Named, err
	}
	extent := Main
	dirs := make(map[string]bool)
	for _, p := range pkgs {
		dirs[p.Dir] = true
		switch {
		case p.Standard:
			extent = All
		case p.Module != nil && !p.Module.Main && extent == Main:
			extent = Deps
		}
	}
	return func(u Unit) bool { return dirs[u.Dir] }, extent, nil
}
