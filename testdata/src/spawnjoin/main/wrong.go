package main

import (
	"fmt"
	"os"
	"strings"
)

type job struct{ name string }

func work(jobs <-chan job) {
	for j := range jobs {
		fmt.Println(strings.ToUpper(j.name))
	}
}

// The last jobs are lost: main does not wait until the workers are done.
func main() {
	jobs := make(chan job)
	for range 4 {
		go work(jobs) // want `main may return before the goroutine that runs work has done anything`
	}
	for _, arg := range os.Args[1:] {
		jobs <- job{arg}
	}
	close(jobs)
}
