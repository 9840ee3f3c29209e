package driver

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Trimpath reports whether the user's GOFLAGS ask for -trimpath, be it in the
// environment or in the go command's own configuration file.
func Trimpath(getenv func(string) string) bool {
	flags := getenv("GOFLAGS")
	if flags == "" {
		flags = goEnvFile(getenv)["GOFLAGS"]
	}
	return slices.ContainsFunc(strings.Fields(flags), func(f string) bool {
		return strings.TrimLeft(f, "-") == "trimpath" || strings.TrimLeft(f, "-") == "trimpath=true"
	})
}

// goEnvFile reads what go env -w wrote.
func goEnvFile(getenv func(string) string) map[string]string {
	name := getenv("GOENV")
	if name == "off" {
		return nil
	}
	if name == "" {
		dir, err := os.UserConfigDir()
		if err != nil {
			return nil
		}
		name = filepath.Join(dir, "go", "env")
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil // most users have none
	}
	vars := make(map[string]string)
	for line := range strings.Lines(string(text)) {
		if key, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok {
			vars[key] = value
		}
	}
	return vars
}
