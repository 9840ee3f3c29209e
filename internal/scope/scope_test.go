package scope

import (
	"strings"
	"testing"
)

func TestOut(t *testing.T) {
	Cut("nobody listens", 1)
	var b strings.Builder
	Out = &b
	defer func() { Out = nil }()
	Cut("states of a function", 3)
	Cut("not exceeded", 0)
	Suppressed("a.go:1:2: x")
	if got, want := b.String(), `{"conclint:cut":{"states of a function":3}}`+"\n"+`{"conclint:suppressed":{"a.go:1:2: x":1}}`+"\n"; got != want {
		t.Errorf("got %swant %s", got, want)
	}
}
