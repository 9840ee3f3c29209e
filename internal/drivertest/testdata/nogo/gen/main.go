// Command gen is rules_go's generator of nogo's main file, which is part of
// a larger command there: the test puts generate_nogo_main.go beside this file.
package main

import (
	"fmt"
	"os"
	"strings"
)

// multiFlag is what the generator has for flags that may be repeated.
type multiFlag []string

func (m *multiFlag) String() string { return strings.Join(*m, " ") }

func (m *multiFlag) Set(value string) error {
	*m = append(*m, value)
	return nil
}

func main() {
	if err := genNogoMain(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
