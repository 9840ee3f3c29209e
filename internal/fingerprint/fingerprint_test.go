package fingerprint_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/conclint/conclint/internal/fingerprint"
)

func TestMessage(t *testing.T) {
	for in, want := range map[string]string{
		"t.mu is locked again":                   "t.mu is locked again",
		"locked at a/b.go:12:3, held":            "locked at a/b.go, held",
		"locked at a/b.go:12, held":              "locked at a/b.go, held",
		"started on line 12":                     "started on line",
		"between lines 3 and y":                  "between lines and y",
		"F$1 calls F$2$3":                        "F$ calls F$$",
		"the goroutine that runs F$1 never ends": "the goroutine that runs F$ never ends",
		"two\n  lines":                           "two lines",
		"127.0.0.1 and x[3] stay":                "127.0.0.1 and x[3] stay",
	} {
		if got := fingerprint.Message(in); got != want {
			t.Errorf("Message(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestHash(t *testing.T) {
	k := fingerprint.Key{Rule: "r", Package: "p", Function: "f", Message: "m", Code: "c"}
	seen := map[string]bool{k.Hash(): true}
	if len(k.Hash()) != 32 {
		t.Errorf("hash %q", k.Hash())
	}
	for _, other := range []fingerprint.Key{
		{Rule: "x", Package: "p", Function: "f", Message: "m", Code: "c"},
		{Rule: "r", Package: "x", Function: "f", Message: "m", Code: "c"},
		{Rule: "r", Package: "p", Function: "x", Message: "m", Code: "c"},
		{Rule: "r", Package: "p", Function: "f", Message: "x", Code: "c"},
		{Rule: "r", Package: "p", Function: "f", Message: "m", Code: "x"},
		{Rule: "rp", Package: "", Function: "f", Message: "m", Code: "c"},
	} {
		if seen[other.Hash()] || k.Compare(other) == 0 {
			t.Errorf("%v is the same as another", other)
		}
		seen[other.Hash()] = true
	}
}

func TestSources(t *testing.T) {
	const text = `package p

import "sync"

var (
	x int
	y = func() int {
		return 1
	}()
)

const c, d = 1, 2

type T struct {
	mu sync.Mutex
}

func F() {
	go func() {
		println()
	}()
}

// Text.
func (t *T) F() {
}

func (T) G() {}

type L[K, V any] struct{}

func (l *L[K, V]) F() {}

func (L[_, _]) G() {
`
	file := filepath.Join(t.TempDir(), "p.go")
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	s := fingerprint.Sources{Read: os.ReadFile}
	for line, want := range map[int]string{
		1: "", 3: "", 6: "var x", 8: "var y", 12: "const c", 15: "type T", 20: "F", 24: "", 25: "(*T).F",
		28: "T.G", 30: "type L", 32: "(*L).F", 34: "L.G", 99: "", 0: "", -1: "",
	} {
		if got := s.Function(file, line); got != want {
			t.Errorf("line %d is in %q, want %q", line, got, want)
		}
	}
	for line, want := range map[int]string{8: "return 1", 2: "", 0: "", -1: "", 99: ""} {
		if got := s.Line(file, line); got != want {
			t.Errorf("line %d is %q, want %q", line, got, want)
		}
	}
	if got := s.Functions(file, 20, 25); !slices.Equal(got, []string{"F", "(*T).F"}) {
		t.Errorf("lines 20 to 25 are in %q", got)
	}
	if got := s.Functions(file, 1, 5); len(got) != 0 {
		t.Errorf("lines 1 to 5 are in %q", got)
	}
	if got := s.Function(file+"x", 1) + s.Line(file+"x", 1); got != "" {
		t.Errorf("a file that is not there has %q", got)
	}
}
