// Package wholefile writes files that others never see half written, whatever
// happens meanwhile.
package wholefile

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// Check says whether [Write] replaces the named file as a whole, and does not
// write to what is no regular file, where it may have to wait for a reader. The
// error says why Write cannot work, as far as that shows without writing.
func Check(name string) (whole bool, err error) {
	t, err := find(name)
	return err == nil && !t.direct, err
}

// Write makes data the content of the named file. The data goes to a new file
// in the same directory, which takes the old one's place and permissions when
// it is complete. On an error, and when ctx ends before that, the old file is
// as it was and nothing else is left; the error is one sentence that names the
// file or, when ctx ended, its cause. What is no regular file, such as a pipe or a
// device, is written to directly, and ctx does not matter.
func Write(ctx context.Context, name string, data []byte) error {
	t, err := find(name)
	if err != nil {
		return err
	}
	if t.direct {
		err = t.write(data)
	} else {
		err = t.replace(ctx, data)
	}
	if err != nil && ctx.Err() != nil && !t.direct {
		return context.Cause(ctx)
	} else if err != nil {
		return explain(name, err)
	}
	return nil
}

// target is what a name stands for.
type target struct {
	name   string      // with symbolic links followed
	perm   fs.FileMode // of a file that exists
	exists bool
	direct bool // no regular file
}

func find(name string) (target, error) {
	t := target{name: name}
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		dir := filepath.Dir(name)
		if info, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			return t, explain(name, fmt.Errorf("there is no directory %s", dir))
		} else if err == nil && !info.IsDir() {
			return t, explain(name, fmt.Errorf("%s is not a directory", dir))
		}
		return t, nil
	case err != nil:
		return t, explain(name, err)
	case info.IsDir():
		return t, explain(name, errors.New("it is a directory"))
	case !info.Mode().IsRegular():
		t.direct = true
		return t, nil
	}
	t.exists, t.perm = true, info.Mode().Perm()
	if t.name, err = filepath.EvalSymlinks(name); err != nil {
		return t, explain(name, err)
	}
	return t, nil
}

// write writes to what is there.
func (t target) write(data []byte) error {
	f, err := os.OpenFile(t.name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// replace puts a new file in the target's place.
func (t target) replace(ctx context.Context, data []byte) error {
	f, err := create(filepath.Dir(t.name))
	if err != nil {
		return err
	}
	err = t.fill(f, data)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = os.Rename(f.Name(), t.name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// fill writes the data and waits until the disk has it: a name that leads to
// an empty file after a power failure would be worse than the old file.
func (t target) fill(f *os.File, data []byte) error {
	if t.exists {
		if err := f.Chmod(t.perm); err != nil {
			return err
		}
	}
	if _, err := f.Write(data); err != nil {
		return err
	}
	return f.Sync()
}

// create creates a file with a name of its own. Unlike [os.CreateTemp] it
// leaves the permissions to the umask, as for any file that a user creates.
func create(dir string) (f *os.File, err error) {
	for range 100 {
		name := filepath.Join(dir, fmt.Sprintf(".conclint-%08x.tmp", rand.Uint32()))
		f, err = os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	return f, err
}

// explain words an error about the named file, without the other names that
// errors of package os may have.
func explain(name string, err error) error {
	if e, ok := errors.AsType[*fs.PathError](err); ok {
		err = e.Err
	} else if e, ok := errors.AsType[*os.LinkError](err); ok {
		err = e.Err
	}
	return fmt.Errorf("cannot write %s: %w", name, err)
}
