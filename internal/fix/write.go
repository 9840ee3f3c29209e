package fix

import (
	"context"
	"io"
	"path/filepath"

	"github.com/conclint/conclint/internal/wholefile"
)

// Write changes the files. At an error, or when ctx ends, those before it have
// been changed, and no file is ever left half written.
func (p *Plan) Write(ctx context.Context) error {
	for _, f := range p.Files {
		if err := wholefile.Write(ctx, f.Name, f.new); err != nil {
			return err
		}
	}
	return nil
}

// Diff prints the changes as a unified diff.
func (p *Plan) Diff(w io.Writer) error {
	for _, f := range p.Files {
		if _, err := w.Write(unified(filepath.ToSlash(f.Name), f.old, f.new)); err != nil {
			return err
		}
	}
	return nil
}
