package changed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// git runs git in a directory.
type git struct {
	dir   string
	apart bool // in another repository than the one the environment tells of
}

// run returns what git printed. The error is one sentence, or what ctx ended
// for.
func (g git) run(ctx context.Context, args ...string) ([]byte, error) {
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(ctx, "git", args...)
	cmd.Dir = g.dir
	cmd.Stdout, cmd.Stderr = &out, &errs
	cmd.Env = append(os.Environ(), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0")
	drop := []string{"GIT_PREFIX"}
	if g.apart {
		drop = append(drop, "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
	} else if os.Getenv("GIT_WORK_TREE") == "" {
		// Hooks have it, and without the other one it makes git take any
		// directory that it runs in for the root.
		drop = append(drop, "GIT_DIR")
	}
	cmd.Env = slices.DeleteFunc(cmd.Env, func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains(drop, name)
	})
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("there is no git command in PATH, and only git knows what is new")
	case err != nil && strings.Contains(errs.String(), "not a git repository"):
		return nil, fmt.Errorf("%s is in no git repository, and only git knows what is new", g.dir)
	case err != nil:
		return nil, fmt.Errorf("git %s failed: %s", verb(args), why(errs.String(), err))
	}
	return out.Bytes(), nil
}

// verb returns the command among git's arguments.
func verb(args []string) string {
	if args[0] == "-c" {
		return args[2]
	}
	return args[0]
}

// why returns the one line worth showing of what git said.
func why(stderr string, err error) string {
	line, _, _ := strings.Cut(strings.TrimSpace(stderr), "\n")
	if line == "" {
		return err.Error()
	}
	return strings.TrimPrefix(line, "fatal: ")
}
