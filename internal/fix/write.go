package fix

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// Write changes the files. At an error those before it have been changed, and
// no file is ever left half written.
func (p *Plan) Write() error {
	for _, f := range p.Files {
		if err := replace(f.Name, f.new); err != nil {
			return err
		}
	}
	return nil
}

// replace gives an existing file a new content: the file that the name leads
// to, should it be a link.
func replace(name string, content []byte) (err error) {
	if name, err = filepath.EvalSymlinks(name); err != nil {
		return err
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(tmp.Name()))
		}
	}()
	_, err = tmp.Write(content)
	if err = errors.Join(err, tmp.Chmod(info.Mode().Perm()), tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), name)
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
