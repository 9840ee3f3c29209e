// Command singlechecker runs one of conclint's analyzers.
package main

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/conclint/conclint/passes/lockorder"
)

func main() { singlechecker.Main(lockorder.Analyzer) }
