package doctest

import "testing"

func TestFile(t *testing.T) {
	for _, tt := range []struct{ code, want string }{
		{"var mu sync.Mutex\n", "package p\nimport \"sync\"\nvar mu sync.Mutex\n"},
		{"//go:build go1.21\nvar x = time.Now()\n", "//go:build go1.21\n\npackage p\nimport \"time\"\nvar x = time.Now()\n"},
		{"import \"sync\"\n\nvar mu sync.Mutex\n", "package p\nimport \"sync\"\n\nvar mu sync.Mutex\n"},
		{"func f(sync T) { sync.m() }\n", "package p\nfunc f(sync T) { sync.m() }\n"},
	} {
		got, err := File(tt.code)
		if err != nil || got != tt.want {
			t.Errorf("File(%q) = %q, %v, want %q", tt.code, got, err, tt.want)
		}
	}
	if _, err := File("not go"); err == nil {
		t.Error("File accepts what is no Go")
	}
}
