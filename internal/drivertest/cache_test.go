package drivertest

import (
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Two machines share a cache server. What the first has analysed, the second
// does not: no tool runs there, on no package.
func TestSharedCache(t *testing.T) {
	for _, name := range []string{"conclint", "go-cacher", "go-cacher-server"} {
		program(t, name)
	}
	addr := freeAddress(t)
	path := "PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH")
	server := exec.CommandContext(t.Context(), "sh", "-ec", "exec "+strings.TrimPrefix(snippet(t, "cache.md", "server"), "# server\n"))
	server.Env = append(os.Environ(), path, "CACHE_DIR="+t.TempDir(), "CACHE_ADDR="+addr)
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() {
		_ = server.Process.Kill() // it would have ended by itself only with an error
		_ = server.Wait()
	}()
	waitFor(t, "http://"+addr+"/")

	dir := corpus(t, "corpus")
	run := func() result {
		t.Helper()
		home := t.TempDir() // of a new machine
		c := command{dir: dir, env: []string{path, "HOME=" + home, "CACHE_ADDR=" + addr, "GOMODCACHE=" + goEnv(t, "GOMODCACHE"), "GOCACHE=" + filepath.Join(home, "unused")}}
		return c.exits(t, 1, "sh", "-ec", snippet(t, "cache.md", "every machine"))
	}
	first := run()
	if !strings.Contains(first.stderr, ": units of the main module: 6 analysed now, 0 from the build cache\n") {
		t.Errorf("the first machine found something in the cache:\n%s", first.stderr)
	}
	second := run()
	for _, want := range []string{
		": units of the main module: 0 analysed now, 6 from the build cache\n",
		": other units analysed for their facts: 0 of other modules, 0 of the standard library\n",
	} {
		if !strings.Contains(second.stderr, want) {
			t.Errorf("no %q in\n%s", want, second.stderr)
		}
	}
	compare(t, "first machine", parseFrontEnd(t, first.stdout), "second machine", parseFrontEnd(t, second.stdout))
}

// The go command takes conclints for one tool if they were built from the same
// sources with -trimpath, wherever that was.
func TestSameTool(t *testing.T) {
	other, _ := hookRepository(t)
	var lines []string
	for i, dir := range []string{root, other} {
		file := filepath.Join(t.TempDir(), "conclint")
		command{dir: dir}.ok(t, "go", "build", "-trimpath", "-buildvcs=false", "-o", file, "./cmd/conclint")
		lines = append(lines, command{}.ok(t, file, "-V=full").stdout)
		if i > 0 && lines[i] != lines[0] {
			t.Errorf("%s: %swant %s", dir, lines[i], lines[0])
		}
	}
}

// freeAddress returns an address of this machine where nobody listens.
func freeAddress(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close() // nobody has connected
	return l.Addr().String()
}

// waitFor waits until a server answers.
func waitFor(t *testing.T, url string) {
	t.Helper()
	var err error
	for range 200 {
		var resp *http.Response
		if resp, err = http.Get(url); err == nil {
			if err := resp.Body.Close(); err != nil {
				t.Fatal(err)
			}
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal(err)
}
