package main

import (
	"io/fs"
	"path/filepath"

	"github.com/conclint/conclint/internal/eval/lay"
)

// copyWritable copies a module's tree to dst. That of one in the module cache
// is read-only.
func copyWritable(dst, src string) error {
	return filepath.WalkDir(src, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(src, p)
		if err != nil {
			return err
		}
		switch {
		case d.IsDir() && d.Name() == ".git":
			return filepath.SkipDir
		case d.Type().IsRegular():
			return lay.Copy(filepath.Join(dst, rel), p)
		}
		return nil
	})
}
