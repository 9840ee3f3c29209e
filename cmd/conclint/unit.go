package main

import (
	"encoding/json"
	"fmt"
	"go/build"
	"os"
	"path/filepath"
	"strings"

	"github.com/conclint/conclint/internal/driver"
)

// unit is what the tool has to know of the go command's description of a
// compilation unit before unitchecker reads it.
type unit struct {
	ID            string
	Dir           string
	GoFiles       []string
	ModulePath    string
	ModuleVersion string
	VetxOnly      bool
	Stdout        string

	std    bool
	fields map[string]json.RawMessage // the whole description
}

// readUnit reads a description. Goroot tells packages of the standard library
// from others; when it is empty, the one of this program's build is used.
func readUnit(cfg, goroot string) (*unit, error) {
	text, err := os.ReadFile(cfg)
	if err != nil {
		return nil, err
	}
	u := new(unit)
	if err := json.Unmarshal(text, u); err != nil {
		return nil, fmt.Errorf("cannot decode %s: %v", cfg, err)
	}
	if err := json.Unmarshal(text, &u.fields); err != nil {
		return nil, fmt.Errorf("cannot decode %s: %v", cfg, err)
	}
	if goroot == "" {
		goroot = build.Default.GOROOT
	}
	u.std = within(u.Dir, filepath.Join(goroot, "src"))
	return u, nil
}

// within reports whether file is dir or below it.
func within(file, dir string) bool {
	rest, ok := strings.CutPrefix(filepath.Clean(file), filepath.Clean(dir))
	return ok && (rest == "" || os.IsPathSeparator(rest[0]))
}

// kind returns the unit's kind, as counted by the front end.
func (u *unit) kind() string {
	switch {
	case u.std:
		return driver.KindStd
	case u.ModuleVersion != "":
		return driver.KindDep
	}
	return driver.KindMain
}

// treatment is what the tool does with a unit.
type treatment int

const (
	asAsked   treatment = iota // what the go command asks for
	inFull                     // report findings too, and say which unit they are of
	factsOnly                  // run only the analyzers that make facts
	typesOnly                  // run no analyzer
)

// how decides the unit's treatment.
func (u *unit) how(extent driver.Extent) treatment {
	var full bool
	switch kind := u.kind(); extent {
	case driver.Main:
		full = kind == driver.KindMain
	case driver.Deps:
		full = kind != driver.KindStd
	case driver.All:
		full = true
	}
	switch {
	case full || extent != driver.Named && !u.VetxOnly:
		return inFull
	case !u.VetxOnly:
		return asAsked
	case u.std:
		return typesOnly
	}
	return factsOnly
}

// prepare writes a copy of the description that has unitchecker report the
// unit's findings, next to the original in the go command's work directory,
// and begins the unit's output with its header. It returns the copy's name.
//
// The output goes through os.Stdout, because unitchecker would truncate the
// file if it opened it.
func (u *unit) prepare(cfg string) (string, error) {
	u.fields["VetxOnly"] = json.RawMessage("false")
	u.fields["Stdout"] = json.RawMessage(`""`)
	text, err := json.Marshal(u.fields)
	if err != nil {
		return "", err
	}
	changed := filepath.Join(filepath.Dir(cfg), "conclint.cfg")
	if err := os.WriteFile(changed, text, 0o666); err != nil {
		return "", err
	}
	header, err := json.Marshal(map[string]driver.Unit{driver.UnitKey: u.header()})
	if err != nil {
		return "", err
	}
	if u.Stdout != "" {
		out, err := os.Create(u.Stdout)
		if err != nil {
			return "", err
		}
		os.Stdout = out
	}
	if _, err := os.Stdout.Write(append(header, '\n')); err != nil {
		return "", err
	}
	listen(os.Stdout)
	return changed, nil
}

// header describes the unit to the front end.
func (u *unit) header() driver.Unit {
	h := driver.Unit{ID: u.ID, Dir: u.Dir}
	tests := 0
	for _, name := range u.GoFiles {
		if strings.HasSuffix(name, "_test.go") {
			tests++
		}
		if strings.HasSuffix(name, ".cgo1.go") {
			h.Cgo = true
		}
	}
	switch {
	case tests == 0:
	case tests == len(u.GoFiles) && strings.HasSuffix(u.ID, "_test"):
		h.Tests = driver.External
	default:
		h.Tests = driver.Internal
	}
	return h
}

// count appends a line about the unit to the front end's statistics, if it
// wants any. One short write to a file opened for appending is atomic, so
// units that run at the same time do not mix their lines.
func (u *unit) count(file string) error {
	if file == "" {
		return nil
	}
	f, err := os.OpenFile(file, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return nil // left over in the environment of somebody else
	}
	_, err = fmt.Fprintf(f, "%s %s\n", u.kind(), u.ID)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}
