package render

import (
	"testing"

	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/rule"
)

var forXML = &Report{
	Failures: []string{`m/c was not analysed: "x" & y`},
	Findings: []driver.Finding{
		{Rule: "bad", Severity: rule.Error, Message: "b <- \"é\" & \x01", URL: "https://x/bad.md", Package: "m/a", Pos: at("a/a.go", 1, 4),
			Trace: []driver.Step{{Goroutine: 1, Text: "waits", Pos: at("b/b.go", 2, 6)}}},
		{Rule: "mild", Severity: rule.Warning, Message: "no column", Package: "m/b", Pos: at("b/g.y", 9, 0)},
		{Rule: "mild", Severity: rule.Warning, Message: "again", Package: "m/a", Pos: at("a/a.go", 7, 1)},
	},
}

func TestCheckstyle(t *testing.T) {
	want := `<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="5.0">
  <file name="a/a.go">
    <error line="1" column="4" severity="error" message="b &lt;- &#34;é&#34; &amp; �&#xA;1. goroutine 1: waits (b/b.go:2:6)" source="conclint.bad"></error>
    <error line="7" column="1" severity="warning" message="again" source="conclint.mild"></error>
  </file>
  <file name="b/g.y">
    <error line="9" severity="warning" message="no column" source="conclint.mild"></error>
  </file>
</checkstyle>
`
	if got := render(t, "checkstyle", forXML); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	want = `<?xml version="1.0" encoding="UTF-8"?>
<checkstyle version="5.0"></checkstyle>
`
	if got := render(t, "checkstyle", &Report{}); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestJUnit(t *testing.T) {
	want := `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="4" failures="3" errors="1">
  <testsuite name="m/a" tests="2" failures="2" errors="0">
    <testcase classname="m/a" name="bad a/a.go:1:4">
      <failure message="b &lt;- &#34;é&#34; &amp; �" type="bad">a/a.go:1:4: b &lt;- &#34;é&#34; &amp; �&#xA;1. goroutine 1: waits (b/b.go:2:6)&#xA;https://x/bad.md</failure>
    </testcase>
    <testcase classname="m/a" name="mild a/a.go:7:1">
      <failure message="again" type="mild">a/a.go:7:1: again</failure>
    </testcase>
  </testsuite>
  <testsuite name="m/b" tests="1" failures="1" errors="0">
    <testcase classname="m/b" name="mild b/g.y:9">
      <failure message="no column" type="mild">b/g.y:9: no column</failure>
    </testcase>
  </testsuite>
  <testsuite name="conclint" tests="1" failures="0" errors="1">
    <testcase classname="conclint" name="analysis">
      <error message="m/c was not analysed: &#34;x&#34; &amp; y"></error>
    </testcase>
  </testsuite>
</testsuites>
`
	if got := render(t, "junit", forXML); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	want = `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="1" failures="0" errors="0">
  <testsuite name="conclint" tests="1" failures="0" errors="0">
    <testcase classname="conclint" name="nothing found"></testcase>
  </testsuite>
</testsuites>
`
	if got := render(t, "junit", &Report{}); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
