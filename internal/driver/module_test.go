package driver

import (
	"slices"
	"testing"
)

func TestDirective(t *testing.T) {
	const work = "go 1.26 // use nothing\r\nuse \"./a // b\"\nuse ./c// d\nuse (\n\t`./e\\f` // g\n\n\t./h\n)\nuse \"./unfinished\nused ./i\n"
	want := []string{"./a // b", "./c", `./e\f`, "./h", `"./unfinished`}
	if got := directive(work, "use"); !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}
