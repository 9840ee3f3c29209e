// Package lay lays code out on disk as modules, so that suites which are no
// modules themselves can be analysed without touching them.
package lay

import (
	"fmt"
	"os"
	"path/filepath"
)

// Module writes a go.mod for module path in dir, which is created if need
// be. The rest is put into the file as it is.
func Module(dir, path, goVersion, rest string) error {
	return File(filepath.Join(dir, "go.mod"), fmt.Appendf(nil, "module %s\n\ngo %s\n%s", path, goVersion, rest))
}

// File writes a file and the directories above it.
func File(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o666)
}

// Copy copies the file src to dst, below directories that are created if
// need be.
func Copy(dst, src string) error {
	data, err := os.ReadFile(src)
	if err != nil {
		return err
	}
	return File(dst, data)
}
