// Package drivertest runs conclint in every driver that it is made for: the go
// command, golangci-lint, pre-commit, Bazel's nogo, x/tools' checkers, a shared
// build cache, CI services and editors. It is a module of its own because what
// it needs for that is large, and golangci-lint is under the GPL; and it is
// long: ".ci/drivers" runs it.
//
// What users are told to write is taken from docs/drivers, so that it is what
// was tested.
package drivertest
