package htmltest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	// What the report is made by, so that the go command runs the tests again
	// when it has changed.
	_ "github.com/conclint/conclint/suite"
)

// The state that all tests share.
var (
	conclint string          // the command under test
	patterns string          // directory of a module with many findings
	report   string          // the report on them
	chromium context.Context // the browser; nil if there is none
)

func TestMain(m *testing.M) {
	code, err := run(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func run(m *testing.M) (code int, err error) {
	dir, err := os.MkdirTemp("", "htmltest-")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	conclint = filepath.Join(dir, "conclint")
	build := exec.Command("go", "build", "-o", conclint, "./cmd/conclint")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("building conclint: %v\n%s", err, out)
	}
	patterns = filepath.Join(dir, "testdata", "patterns")
	for _, part := range []string{"patterns", "src/golang.org"} {
		if err := os.CopyFS(filepath.Join(dir, "testdata", part), os.DirFS(filepath.Join("..", "..", "testdata", part))); err != nil {
			return 0, err
		}
	}
	report = filepath.Join(dir, "report.html")
	if out, err := command("-format", "html", "-o", report, "./...").CombinedOutput(); !found(err) {
		return 0, fmt.Errorf("conclint: %v\n%s", err, out)
	}
	if name := browser(); name != "" {
		options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(name), chromedp.NoSandbox)
		allocator, cancel := chromedp.NewExecAllocator(context.Background(), options...)
		defer cancel()
		first, cancel := chromedp.NewContext(allocator)
		defer cancel()
		if err := chromedp.Run(first); err != nil {
			return 0, fmt.Errorf("starting %s: %v", name, err)
		}
		chromium = first
	} else if os.Getenv("CI") != "" {
		return 0, errors.New("there is no browser")
	}
	return m.Run(), nil
}

// command returns conclint, to be run on the patterns.
func command(args ...string) *exec.Cmd {
	cmd := exec.Command(conclint, args...)
	cmd.Dir = patterns
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
	return cmd
}

// found reports whether conclint found something and nothing went wrong.
func found(err error) bool {
	exit, ok := errors.AsType[*exec.ExitError](err)
	return ok && exit.ExitCode() == 1
}

// browser returns the name of a browser that chromedp can drive, or "".
func browser() string {
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); name != "" && err == nil {
			return path
		}
	}
	return ""
}

// tab is a page in the browser.
type tab struct {
	*testing.T
	ctx context.Context

	mu       sync.Mutex
	messages []string
}

// open opens a file in a new tab that is closed, and whose console must be
// empty, at the end of the test.
func open(t *testing.T, file string, before ...chromedp.Action) *tab {
	t.Helper()
	if chromium == nil {
		t.Skip("there is no browser")
	}
	ctx, cancel := chromedp.NewContext(chromium)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	t.Cleanup(cancel)
	b := &tab{T: t, ctx: ctx}
	chromedp.ListenTarget(ctx, b.listen)
	b.run(append([]chromedp.Action{runtime.Enable(), cdplog.Enable(), chromedp.EmulateViewport(1300, 1000)}, before...)...)
	b.run(chromedp.Navigate((&url.URL{Scheme: "file", Path: filepath.ToSlash(file)}).String()))
	t.Cleanup(b.quiet)
	return b
}

// listen collects what the console would show.
func (b *tab) listen(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *runtime.EventConsoleAPICalled:
		b.messages = append(b.messages, "console."+string(e.Type))
	case *runtime.EventExceptionThrown:
		b.messages = append(b.messages, e.ExceptionDetails.Error())
	case *cdplog.EventEntryAdded:
		b.messages = append(b.messages, string(e.Entry.Level)+": "+e.Entry.Text)
	}
}

// quiet checks that the console is empty.
func (b *tab) quiet() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.messages) > 0 {
		b.Errorf("the console says:\n%s", strings.Join(b.messages, "\n"))
	}
}

// run lets the browser do something.
func (b *tab) run(actions ...chromedp.Action) {
	b.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		b.Fatal(err)
	}
}

// eval returns the value of a JavaScript expression.
func eval[T any](b *tab, expression string) T {
	b.Helper()
	var value T
	b.run(chromedp.Evaluate(expression, &value))
	return value
}

// want checks the value of a JavaScript expression.
func want[T comparable](b *tab, expression string, value T) {
	b.Helper()
	if got := eval[T](b, expression); got != value {
		b.Errorf("%s is %v, want %v", expression, got, value)
	}
}

// eventually waits until a JavaScript expression is true. It asks from here,
// since the page may have scripts disabled.
func (b *tab) eventually(expression string) {
	b.Helper()
	for end := time.Now().Add(20 * time.Second); !eval[bool](b, expression); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			b.Fatalf("%s does not become true", expression)
		}
	}
}

// click clicks on the first element that a selector names, as a reader does:
// when it stands still in the middle of the window. The browser still scrolls
// after the page was told to (to the target of a link, or since findings out of
// sight have only a guessed height), and what is clicked on may then be covered
// by the filter.
func (b *tab) click(selector string) {
	b.Helper()
	b.eventually(fmt.Sprintf(`(e => {
		const last = window.clickAt;
		e.scrollIntoView({block: "center"});
		const r = e.getClientRects()[0];
		window.clickAt = [r.x, r.y, scrollY].join();
		return window.clickAt === last && e.contains(document.elementFromPoint(r.x + r.width / 2, r.y + r.height / 2));
	})(document.querySelector(%q))`, selector))
	b.run(chromedp.Click(selector, chromedp.ByQuery))
}
