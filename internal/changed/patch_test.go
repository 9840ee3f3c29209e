package changed

import (
	"reflect"
	"testing"
)

func TestParsePatch(t *testing.T) {
	const patch = `diff --git a/a.go b/a.go
index 1..2 100644
--- a/a.go
+++ b/a.go
@@ -1 +1 @@ func F() {
-x
+y
@@ -3,0 +4,3 @@
+one
+++ b/fake.go
+@@ -1 +1 @@
@@ -9,2 +12,0 @@
--- a/fake.go
-@@ -1 +1 @@
@@ -20 +22 @@
-x
\ No newline at end of file
+y
\ No newline at end of file
diff --git a/a b.go b/a b.go
--- a/a b.go	
+++ b/a b.go	
@@ -0,0 +1,2 @@
+x
+y
diff --git "a/t\tq\"\\.go" "b/t\tq\"\\.go"
--- "a/t\tq\"\\.go"
+++ "b/t\tq\"\\.go"
@@ -1,2 +0,0 @@
-x
-y
diff --git a/gone.go b/gone.go
--- a/gone.go
+++ /dev/null
@@ -1 +0,0 @@
-x
diff --git a/old.go b/new.go
similarity index 100%
rename from old.go
rename to new.go
diff --git a/bin b/bin
Binary files a/bin and b/bin differ
diff --git a/é.go b/é.go
--- a/é.go
+++ b/é.go
@@ -7 +7 @@
-x
+y
`
	want := map[string][]Span{
		"a.go":        {{1, 1}, {4, 6}, {12, 13}, {22, 22}},
		"a b.go":      {{1, 2}},
		"t\tq\"\\.go": {{0, 1}},
		"é.go":        {{7, 7}},
	}
	if got := parsePatch([]byte(patch)); !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for _, odd := range []string{"", "@@ what\n", "@@ -x +y @@\n+++ b/a\n", "+++ \n@@ -1 +1 @@\n"} {
		if got := parsePatch([]byte(odd)); len(got) > 0 {
			t.Errorf("%q: %v", odd, got)
		}
	}
}
