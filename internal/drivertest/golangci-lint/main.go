// Command golangci-lint is golangci-lint with conclint in it, made by plain "go
// build" where "golangci-lint custom" would fetch golangci-lint's repository.
// It is under golangci-lint's licence, GPL-3.0, when built; only tests use it.
package main

import (
	"fmt"
	"os"

	"github.com/golangci/golangci-lint/v2/pkg/commands"
	"github.com/golangci/golangci-lint/v2/pkg/exitcodes"

	_ "github.com/conclint/conclint/plugin/golangci"
)

func main() {
	// With this version the cache's key has the program's hash in it, so
	// that a new conclint is not answered with what an old one found.
	if err := commands.Execute(commands.BuildInfo{Version: "(devel)"}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(exitcodes.Failure)
	}
}
