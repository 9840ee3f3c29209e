package driver

import (
	"path/filepath"
	"testing"
)

func TestTrimpath(t *testing.T) {
	dir := writeTree(t, map[string]string{"env": "GOPROXY=off\nGOFLAGS=-mod=mod -trimpath\n"})
	for _, test := range []struct {
		env  map[string]string
		want bool
	}{
		{map[string]string{"GOENV": "off"}, false},
		{map[string]string{"GOENV": "off", "GOFLAGS": "-v -trimpath"}, true},
		{map[string]string{"GOENV": "off", "GOFLAGS": "-trimpath=false"}, false},
		{map[string]string{"GOENV": filepath.Join(dir, "env")}, true},
		{map[string]string{"GOENV": filepath.Join(dir, "env"), "GOFLAGS": "-v"}, false},
		{map[string]string{"GOENV": filepath.Join(dir, "nowhere")}, false},
	} {
		if got := Trimpath(func(name string) string { return test.env[name] }); got != test.want {
			t.Errorf("Trimpath with %v = %v", test.env, got)
		}
	}
}
