package unit

import (
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestLog(t *testing.T) {
	log := filepath.Join(t.TempDir(), "log")
	if got, err := Read(log); err != nil || len(got) != 0 {
		t.Errorf("log that was never written: %v, %v", got, err)
	}
	want := []Record{{ID: "p [p.test]", Wall: time.Second}, {ID: "q", FactsOnly: true, TimedOut: true}}
	for _, r := range want {
		if err := Append(log, r); err != nil {
			t.Fatal(err)
		}
	}
	got, err := Read(log)
	if err != nil || len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
	if got, err := Read(log); err != nil || len(got) != 0 {
		t.Errorf("log that was read before: %v, %v", got, err)
	}
}

func TestEnviron(t *testing.T) {
	want := Config{Tool: "tool", Log: "log", Timeout: time.Minute}
	for _, kv := range want.Environ() {
		k, v, _ := strings.Cut(kv, "=")
		t.Setenv(k, v)
	}
	if got, err := FromEnviron(); err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}
