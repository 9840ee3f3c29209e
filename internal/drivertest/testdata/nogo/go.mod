// What nogo is built from: rules_go's source, and the analyzers. The path makes
// packages that are internal to x/tools available, which Bazel lets nogo import.
module golang.org/x/tools/nogotest

go 1.26.0

require (
	github.com/aymanbagabas/go-udiff v0.4.1
	github.com/bazelbuild/rules_go v0.65.0
	github.com/conclint/conclint v0.0.0
	golang.org/x/tools v0.52.0
)

replace github.com/conclint/conclint => ../../../..
