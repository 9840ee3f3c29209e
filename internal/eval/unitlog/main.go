// Command unitlog is a vet tool that runs another vet tool and writes down
// what each unit cost: which units the go command had analysed at all, which
// were slow, and which never ended. The go command cannot tell the two apart,
// since unitlog gives the other tool's version as its own; so cached results
// stay valid, and what it does not run it does not log.
//
// It is configured by the environment variables of package unit.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/conclint/conclint/internal/eval/unit"
	"github.com/conclint/conclint/internal/eval/usage"
)

func main() {
	status, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintf(os.Stderr, "unitlog: %v\n", err)
		status = 2
	}
	os.Exit(status)
}

func run(args []string) (int, error) {
	conf, err := unit.FromEnviron()
	if err != nil {
		return 0, err
	}
	ctx := context.Background()
	if conf.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, conf.Timeout)
		defer cancel()
	}
	cmd := exec.CommandContext(ctx, conf.Tool, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	start := time.Now()
	err = cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return 0, err
	}
	if len(args) > 0 && strings.HasSuffix(args[len(args)-1], ".cfg") {
		rec, rerr := record(args[len(args)-1])
		if rerr != nil {
			return 0, rerr
		}
		rec.Wall, rec.Usage, rec.TimedOut = time.Since(start), usage.Of(cmd.ProcessState), ctx.Err() != nil
		if rerr := unit.Append(conf.Log, rec); rerr != nil {
			return 0, rerr
		}
	}
	if ctx.Err() != nil {
		return 0, fmt.Errorf("no end after %v", conf.Timeout)
	}
	return cmd.ProcessState.ExitCode(), nil
}

// record reads what the unit is from the file by which the go command
// describes it to the tool.
func record(cfg string) (unit.Record, error) {
	data, err := os.ReadFile(cfg)
	if err != nil {
		return unit.Record{}, err
	}
	var c struct {
		ID       string
		VetxOnly bool
	}
	if err := json.Unmarshal(data, &c); err != nil {
		return unit.Record{}, fmt.Errorf("%s: %w", cfg, err)
	}
	return unit.Record{ID: c.ID, FactsOnly: c.VetxOnly}, nil
}
