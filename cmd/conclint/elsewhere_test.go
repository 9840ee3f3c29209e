package main

import "testing"

func TestBare(t *testing.T) {
	for text, want := range map[string]string{
		"F":                                  "F",
		"(*S).Get":                           "S.Get",
		"(*S).Get locks a.S.Mu":              "S.Get",
		"S.Get":                              "S.Get",
		"(S).Get calls F":                    "S.Get",
		"F$1$2 calls G":                      "F",
		"(*Cache[K, V]).Get locks x.lock":    "Cache.Get",
		"(*Cache[K, map[K][]V]).Get$1 locks": "Cache.Get",
		"":                                   "",
	} {
		if got := bare(text); got != want {
			t.Errorf("bare(%q) = %q, want %q", text, got, want)
		}
	}
}
