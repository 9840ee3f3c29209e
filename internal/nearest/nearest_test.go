package nearest_test

import (
	"testing"

	"github.com/conclint/conclint/internal/nearest"
)

func TestTo(t *testing.T) {
	candidates := []string{"copylock", "lockorder", "lockorder-cycle", "all"}
	for name, want := range map[string]string{
		"copylocks":       "copylock",
		"lockorder-cylce": "lockorder-cycle",
		"lokorder":        "lockorder",
		"unrelated-thing": "",
	} {
		if got := nearest.To(name, candidates); got != want {
			t.Errorf("To(%s) = %q, want %q", name, got, want)
		}
	}
}
