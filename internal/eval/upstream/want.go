package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
)

// line is a line of a fixture's file, the file's name being relative to the
// fixture.
type line struct {
	file string
	n    int
}

// wanted returns the lines of the module in dir on which a report is wanted.
// Files that the build leaves out want nothing.
func wanted(ctx context.Context, dir string) (map[line]bool, error) {
	files, err := goFiles(ctx, dir)
	if err != nil {
		return nil, err
	}
	out := make(map[line]bool)
	for _, file := range files {
		fset := token.NewFileSet()
		parsed, err := parser.ParseFile(fset, file, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, group := range parsed.Comments {
			for _, c := range group.List {
				if isWant(c.Text) {
					pos := fset.Position(c.Pos())
					out[line{relative(dir, pos.Filename), pos.Line}] = true
				}
			}
		}
	}
	return out, nil
}

// isWant reports whether a comment is an expectation in the form that x/tools'
// analysistest reads, or staticcheck's tests. One of the former that begins with
// a name expects a fact, no report.
func isWant(comment string) bool {
	if strings.HasPrefix(comment, "//@ diag(") {
		return true
	}
	_, text, ok := strings.Cut(comment, "// want ")
	text = strings.TrimSpace(text)
	return ok && text != "" && strings.ContainsRune("\"`", rune(text[0]))
}

// relative names a file as the ledger does: below the fixture, whose files
// are in "src" unless it came as a module.
func relative(dir, file string) string {
	rel, err := filepath.Rel(dir, file)
	if err != nil {
		return file
	}
	return strings.TrimPrefix(filepath.ToSlash(rel), "src/")
}

// goFiles lists the files that belong to the build.
func goFiles(ctx context.Context, dir string) ([]string, error) {
	cmd := exec.CommandContext(ctx, "go", "list", "-json=Dir,GoFiles,CgoFiles,TestGoFiles,XTestGoFiles", "./...")
	cmd.Dir = dir
	cmd.Env = append(cmd.Environ(), env...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list in %s: %w: %s", dir, err, stderr.String())
	}
	var files []string
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			Dir                                          string
			GoFiles, CgoFiles, TestGoFiles, XTestGoFiles []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return files, nil
		} else if err != nil {
			return nil, err
		}
		for _, list := range [][]string{p.GoFiles, p.CgoFiles, p.TestGoFiles, p.XTestGoFiles} {
			for _, f := range list {
				files = append(files, filepath.Join(p.Dir, f))
			}
		}
	}
}
