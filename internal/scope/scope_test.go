package scope

import (
	"strings"
	"testing"
)

func TestOut(t *testing.T) {
	Cut("nobody listens", 1)
	Suppressed("nobody listens")
	if Merges() {
		t.Error("a driver that does not listen merges variants")
	}
	var b strings.Builder
	Out = &b
	defer func() { Out = nil }()
	if !Merges() {
		t.Error("the front end does not merge variants")
	}
	Cut("states of a function", 3)
	Cut("not exceeded", 0)
	Cut("not exceeded", -1)
	Suppressed("a.go:1:2: x")
	if got, want := b.String(), `{"conclint:cut":{"states of a function":3}}`+"\n"+`{"conclint:suppressed":{"a.go:1:2: x":1}}`+"\n"; got != want {
		t.Errorf("got %swant %s", got, want)
	}
}
