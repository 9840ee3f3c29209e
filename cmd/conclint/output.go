package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"syscall"

	"github.com/conclint/conclint/internal/wholefile"
)

// output is where the report goes.
type output struct {
	fe    frontEnd
	file  string // "" for standard output
	whole bool   // the file gets all of the report at once, or nothing
}

// openOutput returns the output that the user wants. A file is relative to
// the directory that the front end changes to. It finds out now what can be known
// of a file that cannot be written, not when the packages are analysed.
func (fe frontEnd) openOutput(o *options) (output, error) {
	out := output{fe: fe, file: o.output}
	if out.file == "" {
		return out, nil
	}
	if !filepath.IsAbs(out.file) {
		out.file = filepath.Join(o.dir, out.file)
	}
	var err error
	out.whole, err = wholefile.Check(out.file)
	return out, err
}

// write delivers the report. The error is nil, one sentence, an
// [interruption], or [errNoReader].
func (out output) write(ctx context.Context, report []byte) error {
	var err error
	if out.file != "" {
		err = wholefile.Write(ctx, out.file, report)
	} else if len(report) > 0 {
		_, err = out.fe.stdout.Write(report)
	}
	if errors.Is(err, syscall.EPIPE) {
		return errNoReader
	}
	if e, ok := errors.AsType[*fs.PathError](err); ok && out.file == "" {
		return fmt.Errorf("cannot write the report: %w", e.Err)
	}
	return err
}

// color reports whether the output is a terminal that shows colours and the
// user wants them (see no-color.org).
func (out output) color() bool {
	if out.file != "" || out.fe.getenv("NO_COLOR") != "" || out.fe.getenv("TERM") == "dumb" {
		return false
	}
	return isTerminal(out.fe.stdout)
}

// errNoReader says that nobody reads the report any more, which is not worth a
// word to anybody.
var errNoReader = errors.New("nobody reads this")
