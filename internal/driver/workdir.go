package driver

import (
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// workDir is the absolute name of a directory that lasts as long as a run. The
// go command works in it, because it leaves its own work directory behind when
// it is interrupted: what it runs is then still writing there.
type workDir string

// newWorkDir makes the directory where a go command that runs in dir would make
// its own.
func newWorkDir(dir string, getenv func(string) string) (workDir, error) {
	parent := getenv(goTmpDir)
	if parent == "" {
		parent = goEnvFile(getenv)[goTmpDir]
	}
	if parent != "" && !filepath.IsAbs(parent) {
		parent = filepath.Join(dir, parent)
	}
	name, err := os.MkdirTemp(parent, toolName+"-")
	if err != nil {
		return "", fmt.Errorf("cannot make a directory for temporary files: %v", err)
	}
	name, err = filepath.Abs(name)
	return workDir(name), err
}

// goTmpDir is the go command's setting that says where it works.
const goTmpDir = "GOTMPDIR"

// env is what makes the go command work in the directory.
func (d workDir) env() string { return goTmpDir + "=" + string(d) }

// removalTries is how often removing the directory is tried, with removalPause
// in between: who was killed may be writing for a moment.
const (
	removalTries = 20
	removalPause = 50 * time.Millisecond
)

// remove deletes the directory. It lies where temporary files do, so one that
// cannot be deleted does no harm.
func (d workDir) remove() {
	for range removalTries {
		if os.RemoveAll(string(d)) == nil {
			return
		}
		time.Sleep(removalPause)
	}
}
