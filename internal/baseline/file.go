package baseline

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"go.yaml.in/yaml/v3"

	"github.com/conclint/conclint/internal/fingerprint"
	"github.com/conclint/conclint/internal/strict"
)

// record is an entry as the file has it.
type record struct {
	Package  string `yaml:"package"`
	Function string `yaml:"function,omitempty"`
	Rule     string `yaml:"rule"`
	Message  string `yaml:"message"`
	Code     string `yaml:"code,omitempty"`
	File     string `yaml:"file"`
	Count    int    `yaml:"count,omitempty"` // 1 if left out
}

// header begins the file.
const header = `# Findings that are known and not reported. conclint -write-baseline writes this
# file; lines may be removed, and two versions merged, by hand.
`

// Encode returns the content of the file with the entries.
func Encode(entries []Entry) ([]byte, error) {
	records := make([]record, len(entries))
	for i, e := range entries {
		records[i] = record{e.Package, e.Function, e.Rule, e.Message, e.Code, e.File, e.Count}
		if e.Count == 1 {
			records[i].Count = 0
		}
	}
	out := bytes.NewBufferString(header)
	enc := yaml.NewEncoder(out)
	enc.SetIndent(2)
	if err := errors.Join(enc.Encode(records), enc.Close()); err != nil {
		return nil, fmt.Errorf("cannot encode the baseline: %v", err)
	}
	return out.Bytes(), nil
}

// Read reads the named file; shown is its name for errors, each of which is one
// sentence. It reports false if there is no file.
func Read(name, shown string) (entries []Entry, ok bool, err error) {
	text, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	} else if err != nil {
		return nil, false, fmt.Errorf("cannot read the baseline: %v", err)
	}
	entries, err = decode(shown, text)
	return entries, true, err
}

// decode reads the content of a file. An entry that is there twice, as after two
// branches that both had it were merged, counts once.
func decode(shown string, text []byte) ([]Entry, error) {
	f, err := strict.Parse(shown, text)
	if err != nil || f.Root == nil {
		return nil, err
	}
	var entries []Entry
	err = f.Items(f.Root, func(n *yaml.Node) error {
		e, err := decodeEntry(f, n)
		entries = append(entries, e)
		return err
	})
	if err != nil {
		return nil, err
	}
	return Union(entries, nil), nil
}

func decodeEntry(f *strict.File, n *yaml.Node) (Entry, error) {
	e := Entry{Line: n.Line, Count: 1}
	text := func(to *string) func(*yaml.Node) error {
		return func(n *yaml.Node) (err error) {
			*to, err = f.String(n)
			return err
		}
	}
	err := f.Fields(n, map[string]func(*yaml.Node) error{
		"package":  text(&e.Package),
		"function": text(&e.Function),
		"rule":     text(&e.Rule),
		"message":  text(&e.Message),
		"code":     text(&e.Code),
		"file":     text(&e.File),
		"count": func(n *yaml.Node) (err error) {
			e.Count, err = f.Count(n)
			return err
		},
	})
	for _, field := range []struct{ name, value string }{{"rule", e.Rule}, {"package", e.Package}, {"message", e.Message}} {
		if err == nil && field.value == "" {
			err = f.Errorf(n, "this entry has no %s", field.name)
		}
	}
	// People may have changed what they read.
	e.Message = fingerprint.Message(e.Message)
	return e, err
}
