// Package unit connects the commands that measure single units of analysis
// with the vet tool unitlog, which does the measuring inside "go vet".
package unit

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/conclint/conclint/internal/eval/usage"
)

// Main is the command that measures.
const Main = "github.com/conclint/conclint/internal/eval/unitlog"

// Config says which tool unitlog runs and where it writes. It travels in the
// environment: a flag would be part of the go command's cache key, and the
// tool behind would have to know it.
type Config struct {
	Tool    string
	Log     string
	Timeout time.Duration // of one unit; 0 means none
}

const (
	envTool    = "CONCLINT_EVAL_TOOL"
	envLog     = "CONCLINT_EVAL_LOG"
	envTimeout = "CONCLINT_EVAL_TIMEOUT"
)

// Environ returns the environment variables for unitlog.
func (c Config) Environ() []string {
	return []string{envTool + "=" + c.Tool, envLog + "=" + c.Log, envTimeout + "=" + c.Timeout.String()}
}

// FromEnviron returns the configuration that this process was given.
func FromEnviron() (Config, error) {
	c := Config{Tool: os.Getenv(envTool), Log: os.Getenv(envLog)}
	if c.Tool == "" || c.Log == "" {
		return c, fmt.Errorf("%s and %s must be set", envTool, envLog)
	}
	var err error
	if s := os.Getenv(envTimeout); s != "" {
		c.Timeout, err = time.ParseDuration(s)
	}
	return c, err
}

// Record is what analysing one unit took.
type Record struct {
	ID        string
	FactsOnly bool // a dependency: analysed for its facts, reports unwanted
	Wall      time.Duration
	Usage     usage.Usage
	TimedOut  bool
}

// Append adds a record to the log. Several processes do so at once, hence
// the single write.
func Append(log string, r Record) error {
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(log, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(append(line, '\n'))
	return errors.Join(err, f.Close())
}

// Read reads a log and empties it. A log that was never written is empty.
func Read(log string) ([]Record, error) {
	data, err := os.ReadFile(log)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	var out []Record
	for dec := json.NewDecoder(bytes.NewReader(data)); ; {
		var r Record
		if err := dec.Decode(&r); errors.Is(err, io.EOF) {
			return out, os.Truncate(log, 0)
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", log, err)
		}
		out = append(out, r)
	}
}
