//go:build unix

package driver

import (
	"os/exec"
	"syscall"
)

// apart has a command run in a process group of its own, so that what it starts
// can be ended with it. A terminal's Ctrl-C does not reach it any more.
func apart(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// interrupt tells the command, and all that it started, to stop.
func interrupt(cmd *exec.Cmd) error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGINT) }

// end ends what the command left behind.
func end(cmd *exec.Cmd) {
	if cmd.Process != nil {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // mostly there is nothing
	}
}
