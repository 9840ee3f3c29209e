package driver

import (
	"path/filepath"
	"reflect"
	"testing"
)

func TestReadOverlay(t *testing.T) {
	dir := writeTree(t, map[string]string{
		"o.json":   `{"Replace": {"a.go": "tmp/x", "/abs/b.go": "/tmp/y", "gone.go": ""}}`,
		"bad.json": `{"Replace": 7}`,
	})
	got, err := readOverlay(filepath.Join(dir, "o.json"), "/m")
	if err != nil {
		t.Fatal(err)
	}
	if want := map[string]string{"/m/tmp/x": "/m/a.go", "/tmp/y": "/abs/b.go"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for _, name := range []string{"bad.json", "nowhere.json"} {
		if _, err := readOverlay(filepath.Join(dir, name), "/m"); err == nil {
			t.Errorf("no error for %s", name)
		}
	}
}
