// Conclint finds concurrency bugs in Go programs before they run.
//
// As a front end, "conclint [flags] [packages]" analyses packages and prints
// what it found, "conclint graph" shows the order in which they take locks and
// who starts which goroutines, and "conclint help" explains rules. The same
// program is a vet tool: "go vet -vettool=$(which conclint) ./...", and that is
// also how the front end does its work.
package main

import "os"

func main() {
	args := os.Args[1:]
	if isToolCall(args) {
		os.Exit(runTool(args))
	}
	os.Exit(frontEnd{
		stdout: os.Stdout,
		stderr: os.Stderr,
		getenv: os.Getenv,
	}.main(args))
}
