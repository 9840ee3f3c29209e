package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/conclint/conclint/internal/driver"
)

func writeConfig(t *testing.T, c unitchecker.Config) string {
	t.Helper()
	text, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "vet.cfg")
	if err := os.WriteFile(name, text, 0o666); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestTreatment(t *testing.T) {
	var (
		mine = unitchecker.Config{Dir: "/m/a", ModulePath: "m"}
		dep  = unitchecker.Config{Dir: "/mod/d@v1", ModulePath: "d", ModuleVersion: "v1"}
		std  = unitchecker.Config{Dir: "/go/src/fmt"}
		bare = unitchecker.Config{Dir: "/go/srcs/x"} // no module, not std
	)
	for _, test := range []struct {
		cfg      unitchecker.Config
		vetxOnly bool
		extent   driver.Extent
		kind     string
		want     treatment
	}{
		{mine, false, driver.Named, driver.KindMain, asAsked},
		{mine, true, driver.Named, driver.KindMain, factsOnly},
		{mine, true, driver.Main, driver.KindMain, inFull},
		{mine, false, driver.Main, driver.KindMain, inFull},
		{bare, true, driver.Main, driver.KindMain, inFull},
		{dep, true, driver.Main, driver.KindDep, factsOnly},
		{dep, false, driver.Main, driver.KindDep, inFull},
		{dep, true, driver.Deps, driver.KindDep, inFull},
		{std, true, driver.Named, driver.KindStd, typesOnly},
		{std, false, driver.Named, driver.KindStd, asAsked},
		{std, true, driver.Main, driver.KindStd, typesOnly},
		{std, true, driver.Deps, driver.KindStd, typesOnly},
		{std, false, driver.Main, driver.KindStd, inFull},
		{std, true, driver.All, driver.KindStd, inFull},
	} {
		test.cfg.VetxOnly = test.vetxOnly
		u, err := readUnit(writeConfig(t, test.cfg), "/go")
		if err != nil {
			t.Fatal(err)
		}
		if u.kind() != test.kind || u.how(test.extent) != test.want {
			t.Errorf("%s, VetxOnly %v, extent %q: %s, %d, want %s, %d", test.cfg.Dir, test.vetxOnly, test.extent,
				u.kind(), u.how(test.extent), test.kind, test.want)
		}
	}
}

func TestPrepare(t *testing.T) {
	out := filepath.Join(t.TempDir(), "vet.stdout")
	want := unitchecker.Config{
		ID: "m/a", Dir: "/m/a", ImportPath: "m/a", VetxOnly: true, Stdout: out,
		GoFiles: []string{"/m/a/a.go", "/m/a/a_test.go", "/tmp/b.cgo1.go"}, ImportMap: map[string]string{"x": "y"},
	}
	u, err := readUnit(writeConfig(t, want), "/go")
	if err != nil {
		t.Fatal(err)
	}
	stdout := os.Stdout
	name, err := u.prepare(filepath.Join(t.TempDir(), "vet.cfg"))
	os.Stdout = stdout
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var got unitchecker.Config
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	want.VetxOnly, want.Stdout = false, ""
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the copy says %+v, want %+v", got, want)
	}
	header, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(header), `{"conclint:unit":{"id":"m/a","dir":"/m/a","tests":"internal","cgo":true}}`+"\n"; got != want {
		t.Errorf("header %s, want %s", got, want)
	}
}

func TestHeaderTests(t *testing.T) {
	for _, test := range []struct {
		id, files string
		want      driver.Tests
	}{
		{"m/a", "a.go b.go", driver.NoTests},
		{"m/a", "a.go a_test.go", driver.Internal},
		{"m/a", "a_test.go", driver.Internal},
		{"m/a_test", "a_test.go", driver.External},
		{"m/a_test", "a.go a_test.go", driver.Internal},
	} {
		u := unit{ID: test.id, GoFiles: strings.Fields(test.files)}
		if got := u.header().Tests; got != test.want {
			t.Errorf("%s of %s: %q, want %q", test.id, test.files, got, test.want)
		}
	}
}

func TestIsToolCall(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.Mkdir("dir.cfg", 0o777); err != nil {
		t.Fatal(err)
	}
	for args, want := range map[string]bool{
		"":                   false,
		"-flags":             true,
		"-V=full":            true,
		"-json -x /w/v.cfg":  true,
		"./dir.cfg":          false,
		"-C .. ./nobody.cfg": false,
		"./...":              false,
		"-v ./...":           false,
		"-version":           false,
	} {
		if got := isToolCall(strings.Fields(args)); got != want {
			t.Errorf("isToolCall(%s) = %v", args, got)
		}
	}
}
