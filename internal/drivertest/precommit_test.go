package drivertest

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// hookRepository returns a repository that has one commit, of the files of this
// checkout, and the commit.
func hookRepository(t *testing.T) (dir, rev string) {
	t.Helper()
	dir = t.TempDir()
	files := command{dir: root}.ok(t, "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard").stdout
	for name := range strings.SplitSeq(strings.TrimSuffix(files, "\x00"), "\x00") {
		if _, err := os.Lstat(filepath.Join(root, name)); os.IsNotExist(err) {
			continue // deleted, but not yet committed
		}
		write(t, read(t, root, name), dir, name)
	}
	c := command{dir: dir, env: gitEnv()}
	c.ok(t, "git", "init", "--quiet")
	c.ok(t, "git", "add", "--all", "--force")
	c.ok(t, "git", "commit", "--quiet", "--message=conclint")
	return dir, strings.TrimSpace(c.ok(t, "git", "rev-parse", "HEAD").stdout)
}

// gitEnv returns an author and no settings for git.
func gitEnv() []string {
	return []string{
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com",
		"GIT_CONFIG_GLOBAL=" + os.DevNull, "GIT_CONFIG_SYSTEM=" + os.DevNull,
	}
}

const (
	fixedCode = `package m

import "sync"

var mu sync.Mutex

func F() {
	mu.Lock()
	println()
	mu.Unlock()
}
`
	buggyCode = `package m

import "sync"

var mu sync.Mutex

func F() {
	mu.Lock()
	mu.Lock()
	mu.Unlock()
}
`
	otherCode = "package m\n\nfunc G() {}\n"
)

// Each hook refuses a commit that adds a bug and passes the fixed one. They differ
// in what they say of a bug that is there already.
func TestPreCommit(t *testing.T) {
	if _, err := exec.LookPath("pre-commit"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	hooks, rev := hookRepository(t)
	env := append(gitEnv(), "PRE_COMMIT_HOME="+t.TempDir(), "GOMODCACHE="+goEnv(t, "GOMODCACHE"))
	for _, title := range []string{".pre-commit-config.yaml", ".pre-commit-config.yaml: flags and packages"} {
		t.Run(title, func(t *testing.T) {
			config := snippet(t, "pre-commit.md", title)
			onlyNew := strings.Contains(config, "conclint-new")
			config = strings.ReplaceAll(config, "https://github.com/conclint/conclint", hooks)
			config = strings.ReplaceAll(config, "rev: main", "rev: "+rev)

			dir := t.TempDir()
			c := command{dir: dir, env: env}
			commit := func(status int, code, message string) string {
				t.Helper()
				write(t, code, dir, "m.go")
				c.ok(t, "git", "add", "--all")
				r := c.exits(t, status, "git", "commit", "--message="+message)
				return r.stdout + r.stderr
			}
			c.ok(t, "git", "init", "--quiet")
			write(t, config, dir, ".pre-commit-config.yaml")
			write(t, "module m\n\ngo 1.26\n", dir, "go.mod")
			c.ok(t, "pre-commit", "install")

			commit(0, fixedCode, "first")
			if out := commit(1, buggyCode, "with a bug"); !strings.Contains(out, "m.go:9:9: m.mu is locked again while already held (lockorder-double)") {
				t.Errorf("refused for another reason:\n%s", out)
			}
			if n := strings.TrimSpace(c.ok(t, "git", "rev-list", "--count", "HEAD").stdout); n != "1" {
				t.Errorf("%s commits, want 1", n)
			}
			commit(0, fixedCode+"// fixed\n", "fixed")

			c.env = append(c.env, "SKIP=conclint,conclint-new")
			commit(0, buggyCode, "nobody looks")
			c.env = env
			write(t, otherCode, dir, "other.go")
			want := 1
			if onlyNew {
				want = 0
			}
			commit(want, buggyCode, "something else")
		})
	}
}
