package drivertest

import (
	"strings"
	"testing"
)

// A module names conclint as its tool, as the documentation says, and finds
// what an installed one does.
func TestGetTool(t *testing.T) {
	want := byFrontEnd(t, corpus(t, "corpus"))

	// The checkout stands for what @main would fetch, and the module cache for
	// the proxy that has the rest.
	checkout := "go mod edit -require=github.com/conclint/conclint@v0.0.0 -replace=github.com/conclint/conclint='" + root + "' "
	env := []string{"GOSUMDB=off", "GOPROXY=file://" + goEnv(t, "GOMODCACHE") + "/cache/download"}
	c := command{dir: corpus(t, "corpus"), env: env}
	c.ok(t, "sh", "-ec", checkout+"\n"+strings.ReplaceAll(snippet(t, "go-vet.md", "once"), "@main", ""))

	front, vet, _ := strings.Cut(strings.TrimPrefix(snippet(t, "go-vet.md", "then"), "# then\n"), "\n")
	compare(t, "conclint", want, front, parseFrontEnd(t, c.exits(t, 1, "sh", "-ec", front).stdout))
	compare(t, "conclint", want, vet, parseVet(t, c.exits(t, 1, "sh", "-ec", vet).stderr))

	// Its go.mod stays as it is if tools have a file of their own.
	c = command{dir: corpus(t, "corpus"), env: env}
	gomod := read(t, c.dir, "go.mod")
	apart := strings.ReplaceAll(snippet(t, "go-vet.md", "apart"), "@main", "")
	apart = strings.Replace(apart, "go get", checkout+"tools.mod\ngo get", 1)
	compare(t, "conclint", want, "go tool -modfile", parseFrontEnd(t, c.exits(t, 1, "sh", "-ec", apart).stdout))
	if got := read(t, c.dir, "go.mod"); got != gomod {
		t.Errorf("go.mod is now\n%s", got)
	}

	// A module without findings passes.
	clean := t.TempDir()
	write(t, "module clean\n\ngo 1.26\n", clean, "go.mod")
	write(t, "package clean\n", clean, "clean.go")
	c = command{dir: clean, env: []string{"PATH=" + bin + ":/usr/bin:/bin:" + goEnv(t, "GOROOT") + "/bin"}}
	program(t, "conclint")
	c.ok(t, "sh", "-ec", snippet(t, "go-vet.md", "installed"))
}

// goEnv returns one of the go command's settings.
func goEnv(t *testing.T, name string) string {
	t.Helper()
	return strings.TrimSpace(command{}.ok(t, "go", "env", name).stdout)
}
