package driver

import (
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
	return os.ReadFile(name)
}
