package store_test

import (
	"testing"

	"example.com/corpus/store"
)

func TestLog(t *testing.T) {
	go func() {
		t.Log(store.Shared.Get("a"))
	}()
	go func() {
		if store.Shared.Get("b") != 0 {
			t.Fatal("b is there")
		}
	}()
}
