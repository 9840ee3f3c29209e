package baseline

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/conclint/conclint/internal/fingerprint"
)

// key returns one of several keys.
func key(name string) fingerprint.Key {
	return fingerprint.Key{Rule: "r", Package: "example.com/" + name, Function: "f", Message: "m", Code: "c"}
}

func found(names string) []Found {
	var list []Found
	for name := range strings.SplitSeq(names, "") {
		list = append(list, Found{Key: key(name), File: name + ".go"})
	}
	return list
}

func TestSplit(t *testing.T) {
	for _, test := range []struct{ entries, found, known, rest string }{
		{"", "ab", "--", ""},
		{"ab", "", "", "ab"},
		{"ab", "ba", "++", ""},
		{"ab", "bab", "++-", ""},
		{"aab", "ab", "++", "a"},
		{"aaab", "abc", "++-", "aa"},
	} {
		known, rest := Split(Of(found(test.entries)), found(test.found))
		marks := ""
		for _, k := range known {
			marks += map[bool]string{true: "+", false: "-"}[k]
		}
		missing := ""
		for _, e := range rest {
			missing += strings.Repeat(strings.TrimSuffix(e.File, ".go"), e.Count)
		}
		if marks != test.known || missing != test.rest {
			t.Errorf("%s with %s: %s, missing %s, want %s, missing %s", test.entries, test.found, marks, missing, test.known, test.rest)
		}
	}
}

func TestOrder(t *testing.T) {
	a, b := Of(found("baacb")), Of(found("aabbc"))
	if !reflect.DeepEqual(a, b) {
		t.Errorf("%v and %v differ", a, b)
	}
	got, want := Union(Of(found("abb")), Of(found("bca"))), Of(found("abbc"))
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestEncode(t *testing.T) {
	entries := []Entry{
		{Key: fingerprint.Key{Rule: "r", Package: "p", Message: "m"}, File: "a.go", Count: 1},
		{Key: fingerprint.Key{
			Rule: "r-1", Package: "p", Function: "(*T).F",
			Message: strings.Repeat("a long message: with 'colons' and \"quotes\" → ", 9) + "end",
			Code:    "t.mu.Lock() // # - & * { no \\ YAML",
		}, File: "é/a b.go", Count: 3},
		{Key: fingerprint.Key{Rule: "r-1", Package: "p", Function: "true", Message: "yes", Code: "12"}, File: "1", Count: 1},
	}
	text, err := Encode(entries)
	if err != nil {
		t.Fatal(err)
	}
	got, err := decode("b", text)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	lines := strings.Split(string(text), "\n")
	for i, e := range got {
		if e.Line < 1 || !strings.HasPrefix(lines[e.Line-1], "- package: ") {
			t.Errorf("entry %d is not in line %d", i, e.Line)
		}
		got[i].Line = 0
	}
	if !reflect.DeepEqual(got, entries) {
		t.Errorf("got %+v, want %+v from\n%s", got, entries, text)
	}
	for _, line := range lines {
		if strings.Contains(line, "a long message") && !strings.HasSuffix(line, `end'`) {
			t.Errorf("a message has several lines:\n%s", text)
		}
	}

	if text, err = Encode(nil); err != nil {
		t.Fatal(err)
	}
	if got, err := decode("b", text); err != nil || len(got) != 0 {
		t.Errorf("%v, %v from\n%s", got, err, text)
	}
}

func TestErrors(t *testing.T) {
	const good = "- rule: r\n  package: p\n  message: m\n"
	for text, want := range map[string]string{
		good + "- rule: r\n":                   "b:4: this entry has no package",
		"- package: p\n  message: m\n":         "b:1: this entry has no rule",
		"- package: p\n  rule: m\n":            "b:1: this entry has no message",
		good + "  line: 12\n":                  `b:4: unknown key "line" (did you mean file?)`,
		good + "  count: none\n":               "b:4: this has to be a number from 1",
		good + "<<<<<<< HEAD\n" + good:         "b:4: this is left over from a merge",
		good + "- just text\n":                 "b:4: this has to be a mapping, but is a string",
		"findings: []\n":                       "b:1: this has to be a list, but is a mapping",
		good + "- rule: [\n":                   "b:4: did not find expected node content",
		"- rule: r\n  package: p\n message: m": "b:3: did not find expected '-' indicator",
	} {
		_, err := decode("b", []byte(text))
		if err == nil || err.Error() != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestTwice(t *testing.T) {
	const entry = "- rule: r\n  package: p\n  message: at a.go:3, m\n"
	got, err := decode("b", []byte(entry+entry+"  count: 2\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Entry{{Key: fingerprint.Key{Rule: "r", Package: "p", Message: "at a.go, m"}, Count: 2, Line: 1}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestRead(t *testing.T) {
	name := filepath.Join(t.TempDir(), "b.yaml")
	if _, ok, err := Read(name, "b.yaml"); ok || err != nil {
		t.Errorf("no file: %v, %v", ok, err)
	}
	if err := os.WriteFile(name, []byte(header), 0o666); err != nil {
		t.Fatal(err)
	}
	if entries, ok, err := Read(name, "b.yaml"); !ok || err != nil || len(entries) > 0 {
		t.Errorf("an empty file: %v, %v, %v", entries, ok, err)
	}
	if _, _, err := Read(filepath.Dir(name), "b"); err == nil {
		t.Error("a directory is read as a file")
	}
}
