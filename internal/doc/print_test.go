package doc

import "testing"

var printed = Rule{
	ID:    "x-y",
	Text:  "Some prose\nwith [sync.Mutex].\n\nMore.",
	Wrong: []string{"func f() {\n\n\tg()\n}\n"},
	Right: []string{"var a = 1\n", "var b = 2\n"},
}

func TestMarkdown(t *testing.T) {
	want := "Some prose with [sync.Mutex](https://pkg.go.dev/sync#Mutex).\n\nMore.\n" +
		"\nWrong:\n\n```go\nfunc f() {\n\n\tg()\n}\n```\n" +
		"\nRight:\n\n```go\nvar a = 1\n```\n" +
		"\nRight:\n\n```go\nvar b = 2\n```\n"
	if got := printed.Markdown(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestPlain(t *testing.T) {
	want := "Some prose\nwith [sync.Mutex].\n\nMore.\n\n" +
		"WRONG:\n\n\tfunc f() {\n\n\t\tg()\n\t}\n\n" +
		"RIGHT:\n\n\tvar a = 1\n\n" +
		"RIGHT:\n\n\tvar b = 2"
	if got := printed.Plain(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestHTML(t *testing.T) {
	r := printed
	r.Right = []string{"a <- b\n"}
	want := "<p>Some prose\nwith <a href=\"https://pkg.go.dev/sync#Mutex\">sync.Mutex</a>.\n<p>More.\n" +
		"<p class=\"wrong\">Wrong:</p>\n<pre>func f() {\n\n\tg()\n}\n</pre>\n" +
		"<p class=\"right\">Right:</p>\n<pre>a &lt;- b\n</pre>\n"
	if got := r.HTML(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
