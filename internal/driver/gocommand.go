package driver

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"
)

// goCommand runs the go command in a directory.
type goCommand struct {
	path       string    // of the go program
	dir        string    // absolute
	buildFlags []string  // for each of its commands
	watch      io.Writer // is written what the command prints, as it does so; or nil
}

// killDelay is how long an interrupted go command has for finishing what it
// runs and removing its work directory.
const killDelay = 10 * time.Second

// findGo finds the go program.
func findGo() (string, error) {
	path, err := exec.LookPath("go")
	if err != nil {
		return "", errors.New("there is no go command in PATH")
	}
	return path, nil
}

// run runs the go command with the additional environment and returns what it
// printed. An error says that it could not be started or was interrupted, or
// is an [*exec.ExitError].
func (g goCommand) run(ctx context.Context, env, args []string) (stdout, stderr []byte, err error) {
	var out, errs bytes.Buffer
	cmd := exec.CommandContext(ctx, g.path, args...)
	cmd.Dir = g.dir
	cmd.Stdout = &out
	if g.watch != nil {
		cmd.Stdout = io.MultiWriter(&out, g.watch)
	}
	cmd.Stderr = &errs
	// Dir is as the user spelled it. The go command takes the spelling from
	// PWD, where the path goes through symbolic links.
	cmd.Env = append(append(os.Environ(), "PWD="+g.dir), env...)
	apart(cmd)
	cmd.Cancel = func() error { return interrupt(cmd) }
	cmd.WaitDelay = killDelay
	err = cmd.Run()
	if ctx.Err() != nil {
		end(cmd)
		return nil, nil, context.Cause(ctx)
	}
	if _, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok {
		return nil, nil, fmt.Errorf("cannot run the go command: %v", err)
	}
	return out.Bytes(), errs.Bytes(), err
}
