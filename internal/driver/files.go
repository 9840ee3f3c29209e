package driver

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// files knows files by the names that the user knows: the overlaid file
// instead of its replacement, relative to where the user stands.
type files struct {
	cwd         string
	original    map[string]string // of each replacement, the file that it stands for
	replacement map[string]string // the other way round
}

// newFiles reads the overlay, if there is one.
func newFiles(o Options) (*files, error) {
	f := &files{cwd: o.Cwd}
	if o.Overlay == "" {
		return f, nil
	}
	var err error
	if f.original, err = readOverlay(o.Overlay, o.Dir); err != nil {
		return nil, err
	}
	f.replacement = make(map[string]string, len(f.original))
	for replacement, file := range f.original {
		f.replacement[file] = replacement
	}
	return f, nil
}

// toUser turns a file name of the tool into the one that the user knows.
func (f *files) toUser(file string) string {
	if name, ok := f.original[file]; ok {
		file = name
	}
	return shortener(f.cwd)(file)
}

// read returns what the tool has read under a name that the user knows.
func (f *files) read(name string) ([]byte, error) {
	if !filepath.IsAbs(name) {
		name = filepath.Join(f.cwd, name)
	}
	if replacement, ok := f.replacement[name]; ok {
		name = replacement
	}
	return ReadSource(name)
}

// ReadSource reads a source file. Its name may be what somebody wrote into a //line
// directive, so nothing is read that may never end or never begin: only regular
// files, and no more of them than they say that there is.
func ReadSource(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no regular file", name)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, info.Size()))
}
