// Command mains ends with all of its goroutines.
package main

import (
	"fmt"
	"os"
)

func lines() []string { return os.Args }

func main() {
	// What is left behind when main returns is of no consequence.
	ch := make(chan string)
	go func() {
		ch <- "begin"
		for _, l := range lines() {
			ch <- l
		}
	}()
	fmt.Println(<-ch)
	helper()
	local()
}

func local() {
	done := make(chan bool)
	go func() {
		fmt.Println("x")
		done <- true
	}()
	<-done
}
