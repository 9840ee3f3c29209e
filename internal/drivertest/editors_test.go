package drivertest

import (
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// matcher is a problem matcher, as far as GitHub and VS Code agree on them.
type matcher struct {
	Pattern []struct {
		Regexp                            string
		File, Line, Column, Message, Code int
	}
}

// The matcher finds all findings in conclint's output, and no steps of traces.
func TestProblemMatcher(t *testing.T) {
	var github struct{ ProblemMatcher []matcher }
	if err := json.Unmarshal([]byte(read(t, root, "docs", "drivers", "problem-matcher.json")), &github); err != nil {
		t.Fatal(err)
	}
	var code struct {
		Tasks []struct{ ProblemMatcher matcher }
	}
	if err := json.Unmarshal([]byte(snippet(t, "editors.md", ".vscode/tasks.json")), &code); err != nil {
		t.Fatal(err)
	}
	for _, name := range corpora {
		dir := corpus(t, name)
		r := command{dir: dir}.exits(t, 1, program(t, "conclint"), "./...")
		var want []finding
		for _, f := range parseFrontEnd(t, r.stdout) {
			want = append(want, finding{where: f.where, text: f.text})
		}
		for _, m := range []matcher{github.ProblemMatcher[0], code.Tasks[0].ProblemMatcher} {
			compare(t, "conclint", want, "the matcher", matched(t, m, r.stdout+r.stderr))
		}
	}
}

// matched returns what a matcher makes of a text.
func matched(t *testing.T, m matcher, text string) []finding {
	t.Helper()
	if len(m.Pattern) != 1 {
		t.Fatalf("%d patterns", len(m.Pattern))
	}
	p := m.Pattern[0]
	re := regexp.MustCompile(p.Regexp)
	var out []finding
	for line := range strings.Lines(text) {
		groups := re.FindStringSubmatch(strings.TrimRight(line, "\n"))
		if groups == nil {
			continue
		}
		line, err1 := strconv.Atoi(groups[p.Line])
		column, err2 := strconv.Atoi(groups[p.Column])
		if err1 != nil || err2 != nil {
			t.Fatalf("%q is no position", groups)
		}
		out = append(out, finding{
			where: position(groups[p.File], line, column),
			text:  groups[p.Message] + " (" + groups[p.Code] + ")",
		})
	}
	return out
}

// nvim runs commands in Neovim, which starts with a file of settings.
func nvim(t *testing.T, dir, settings string, commands ...string) {
	t.Helper()
	if _, err := exec.LookPath("nvim"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	program(t, "conclint")
	write(t, settings, dir, "init.lua")
	args := []string{"--headless", "--clean", "-u", "init.lua"}
	for _, c := range append(commands, "qall!") {
		args = append(args, "-c", c)
	}
	c := command{dir: dir, env: []string{"PATH=" + bin + string(os.PathListSeparator) + os.Getenv("PATH"), "XDG_STATE_HOME=" + t.TempDir()}}
	c.ok(t, "nvim", args...)
}

// Neovim's list of places to visit has all findings, each with its trace.
func TestNeovim(t *testing.T) {
	dir := corpus(t, "corpus")
	want := byFrontEnd(t, dir)
	write(t, `local out = {}
for _, e in ipairs(vim.fn.getqflist()) do
  if e.valid == 1 then
    table.insert(out, string.format("%s:%d:%d: %s", vim.fn.fnamemodify(vim.fn.bufname(e.bufnr), ":."), e.lnum, e.col, e.text))
  end
end
vim.fn.writefile(out, "list.txt")
`, dir, "list.lua")
	nvim(t, dir, snippet(t, "editors.md", "init.lua"), "silent make ./...", "luafile list.lua")
	list := read(t, dir, "list.txt")
	for _, f := range want {
		for _, line := range append([]string{f.where + ": " + f.text}, f.trace...) {
			if !strings.Contains(list, line+"\n") {
				t.Errorf("%s is not in Neovim's list:\n%s", line, list)
			}
		}
	}
}

// The linter for nvim-lint makes diagnostics of the findings in a buffer.
func TestNvimLint(t *testing.T) {
	dir := corpus(t, "corpus")
	write(t, command{dir: dir}.exits(t, 1, program(t, "conclint"), "-format=json", "./...").stdout, dir, "found.json")
	// Stands for the plugin, of which only the tables matter here.
	settings := "package.loaded.lint = { linters = {}, linters_by_ft = {} }\n" + snippet(t, "editors.md", "nvim-lint")
	write(t, `local text = table.concat(vim.fn.readfile("found.json"), "\n") .. "\n"
local out = {}
for _, d in ipairs(require("lint").linters.conclint.parser(text, vim.fn.bufnr())) do
  table.insert(out, string.format("%d:%d: %d %s: %s", d.lnum + 1, d.col + 1, d.severity, d.code, vim.split(d.message, "\n")[2]))
end
vim.fn.writefile(out, "list.txt")
`, dir, "list.lua")
	nvim(t, dir, settings, "edit index/index.go", "luafile list.lua")
	want := "19:10: 1 lockorder-double: (*Index).Sum calls (*Store).Each, which calls back with x.s.mu locked\n" +
		"27:16: 1 lockorder-double: (*Index).Peek calls (*Store).Lock, which returns with x.s.mu locked\n" +
		"43:14: 1 lockorder-cycle: goroutine 1: (*Index).Len locks store.Mu\n"
	if got := read(t, dir, "list.txt"); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
