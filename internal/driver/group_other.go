//go:build !unix

package driver

import (
	"os"
	"os/exec"
)

// apart does nothing where there are no process groups.
func apart(*exec.Cmd) {}

// interrupt tells the command to stop.
func interrupt(cmd *exec.Cmd) error { return cmd.Process.Signal(os.Interrupt) }

// end does nothing where there are no process groups.
func end(*exec.Cmd) {}
