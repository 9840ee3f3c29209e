package changed_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/conclint/conclint/internal/changed"
)

// repo is a repository in a temporary directory.
type repo struct {
	t   *testing.T
	dir string
}

func newRepo(t *testing.T) repo {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git")
	}
	for name, value := range map[string]string{
		"GIT_CONFIG_GLOBAL": os.DevNull, "GIT_CONFIG_SYSTEM": os.DevNull,
		"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com",
		"GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.com",
	} {
		t.Setenv(name, value)
	}
	r := repo{t, t.TempDir()}
	r.git("init", "--quiet", "--initial-branch=main")
	return r
}

func (r repo) git(args ...string) {
	r.t.Helper()
	cmd := exec.Command("git", append([]string{"-C", r.dir, "-c", "protocol.file.allow=always"}, args...)...)
	if out, err := cmd.CombinedOutput(); err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// write writes a file with one letter a line.
func (r repo) write(name, letters string) {
	r.t.Helper()
	name = filepath.Join(r.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(strings.Join(strings.Split(letters, ""), "\n")+"\n"), 0o666); err != nil {
		r.t.Fatal(err)
	}
}

func (r repo) commit() {
	r.t.Helper()
	r.git("add", "--all")
	r.git("commit", "--quiet", "--message=m")
}

// check compares the changed lines with marks: "+" for each that is new.
func (r repo) check(dir, rev string, want map[string]string) {
	r.t.Helper()
	lines, err := changed.Since(r.t.Context(), filepath.Join(r.dir, dir), rev)
	if err != nil {
		r.t.Fatal(err)
	}
	for name, marks := range want {
		got := ""
		for i := range marks {
			got += map[bool]string{true: "+", false: "-"}[lines.Has(filepath.Join(r.dir, filepath.FromSlash(name)), i+1)]
		}
		if got != marks {
			r.t.Errorf("since %q %s has the new lines %s, want %s", rev, name, got, marks)
		}
	}
}

func TestUncommitted(t *testing.T) {
	r := newRepo(t)
	r.write("a.go", "abc")
	r.check("", "", map[string]string{"a.go": "+++"}) // no commit at all
	r.git("add", "a.go")
	r.check("", "", map[string]string{"a.go": "+++"})
	r.write("sub/b c.go", "abcde")
	r.write("sub/é.go", "abc")
	r.write("gone.go", "abc")
	r.write(".gitignore", "x")
	r.commit()
	r.check("", "", map[string]string{"a.go": "---", "sub/b c.go": "-----"})

	r.git("config", "diff.noprefix", "true")
	r.git("config", "diff.interHunkContext", "9")
	r.write("a.go", "abX")
	r.git("add", "a.go") // staged
	r.write("a.go", "YabX")
	r.write("sub/b c.go", "abd") // lines removed
	r.write("sub/é.go", "aXc")
	r.write("new/n.go", "ab")
	r.write("x", "ab")
	r.git("rm", "--quiet", "gone.go")
	want := map[string]string{
		"a.go": "+--+", "sub/b c.go": "-++", "sub/é.go": "-+-", "new/n.go": "++", "x": "--", "gone.go": "---", "no.go": "-",
	}
	r.check("", "", want)
	r.check("sub", "", want) // somewhere below the root
	r.check("", "HEAD", want)
}

func TestRevision(t *testing.T) {
	r := newRepo(t)
	r.write("a.go", "abcdefgh")
	r.write("b.go", "abc")
	r.commit()
	r.git("tag", "first")
	r.git("checkout", "--quiet", "-b", "work")
	r.git("mv", "a.go", "moved.go")
	r.write("moved.go", "aXcdefgh")
	r.commit()
	r.write("moved.go", "aXcdefYh")
	want := map[string]string{"moved.go": "-+----+-", "b.go": "---"}
	r.check("", "first", want)
	r.check("", "main", want)
	r.check("", "HEAD", map[string]string{"moved.go": "------+-"})

	// What others did to main meanwhile is not new here.
	r.git("stash", "--quiet")
	r.git("checkout", "--quiet", "main")
	r.write("b.go", "c")
	r.commit()
	r.git("checkout", "--quiet", "work")
	r.git("stash", "pop", "--quiet")
	r.check("", "main", want)

	// A branch that has nothing in common with this one.
	r.git("checkout", "--quiet", "--orphan", "other")
	r.git("commit", "--quiet", "--message=m")
	r.check("", "first", want)
}

func TestSubmodule(t *testing.T) {
	lib := newRepo(t)
	lib.write("l.go", "abc")
	lib.commit()
	r := newRepo(t)
	r.write("a.go", "abc")
	r.commit()
	r.git("submodule", "--quiet", "add", lib.dir, "lib")
	r.check("", "", map[string]string{"lib/l.go": "+++", "a.go": "---"})
	r.commit()
	r.git("tag", "first")
	r.check("", "first", map[string]string{"lib/l.go": "---"})

	r.write("lib/l.go", "aXc")
	r.write("lib/n.go", "a")
	want := map[string]string{"lib/l.go": "-+-", "lib/n.go": "+", "a.go": "---"}
	r.check("", "first", want)
	r.git("-C", "lib", "add", "--all")
	r.git("-C", "lib", "commit", "--quiet", "--message=m")
	r.check("", "first", want)
	r.check("", "", want)
	r.commit()
	r.check("", "first", want)
	r.check("", "", map[string]string{"lib/l.go": "---", "lib/n.go": "-"})
	r.git("submodule", "--quiet", "deinit", "--force", "lib")
	r.check("", "first", map[string]string{"a.go": "---"})
}

func TestSymbolicLink(t *testing.T) {
	r := newRepo(t)
	r.write("a/a.go", "abc")
	r.commit()
	r.write("a/a.go", "aXc")
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(r.dir, link); err != nil {
		t.Skip(err)
	}
	repo{t, link}.check("a", "", map[string]string{"a/a.go": "-+-"})
}

// Git tells hooks where the repository is, in its own way.
func TestHook(t *testing.T) {
	r := newRepo(t)
	r.write("sub/a.go", "abc")
	r.commit()
	tree := repo{t, filepath.Join(t.TempDir(), "tree")}
	r.git("worktree", "add", "--quiet", tree.dir)
	tree.write("sub/a.go", "aXc")
	tree.write("sub/hook", "x")
	hook := filepath.Join(r.dir, ".git", "hooks", "pre-commit")
	if err := os.MkdirAll(filepath.Dir(hook), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(hook, []byte("#!/bin/sh\nenv >env.txt\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	tree.git("commit", "--quiet", "--allow-empty", "--message=m")
	env, err := os.ReadFile(filepath.Join(tree.dir, "env.txt"))
	if err != nil {
		t.Skip("no hooks here")
	}
	for line := range strings.Lines(string(env)) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok && strings.HasPrefix(name, "GIT_") {
			t.Setenv(name, value)
		}
	}
	if os.Getenv("GIT_DIR") == "" {
		t.Fatalf("git has changed its way:\n%s", env)
	}
	want := map[string]string{"sub/a.go": "-+-", "sub/hook": "+", "env.txt": "+"}
	tree.check("", "", want)
	tree.check("sub", "", want)
}

func TestErrors(t *testing.T) {
	r := newRepo(t)
	r.write("a.go", "abc")
	r.commit()
	for _, rev := range []string{"nowhere", "--all", "HEAD~7", "HEAD:a.go"} {
		_, err := changed.Since(t.Context(), r.dir, rev)
		if want := `git knows no revision "` + rev + `"`; err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", rev, err, want)
		}
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	stopped := errors.New("stopped")
	cancel(stopped)
	if _, err := changed.Since(ctx, r.dir, ""); !errors.Is(err, stopped) {
		t.Errorf("interrupted: %v", err)
	}
	outside := t.TempDir()
	t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(outside))
	_, err := changed.Since(t.Context(), outside, "")
	if want := outside + " is in no git repository, and only git knows what is new"; err == nil || err.Error() != want {
		t.Errorf("no repository: %v, want %s", err, want)
	}
	t.Setenv("PATH", outside)
	if _, err := changed.Since(t.Context(), r.dir, ""); err == nil || !strings.HasPrefix(err.Error(), "there is no git command") {
		t.Errorf("no git: %v", err)
	}
}
