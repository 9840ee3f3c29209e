package driver

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// readOverlay reads a file for the go command's -overlay flag and returns,
// for each replacement, the file that it stands for. The tool sees the
// replacements only.
func readOverlay(name, dir string) (map[string]string, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("cannot read the overlay: %v", err)
	}
	var overlay struct{ Replace map[string]string }
	if err := json.Unmarshal(text, &overlay); err != nil {
		return nil, fmt.Errorf("cannot read the overlay %s: %v", name, err)
	}
	abs := func(file string) string {
		if filepath.IsAbs(file) {
			return filepath.Clean(file)
		}
		return filepath.Join(dir, file)
	}
	original := make(map[string]string, len(overlay.Replace))
	for file, replacement := range overlay.Replace {
		if replacement != "" {
			original[abs(replacement)] = abs(file)
		}
	}
	return original, nil
}
