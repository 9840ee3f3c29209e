package main

import "fmt"

func hello() { fmt.Println("hello") }

func main() {
	go hello()  // want `main may return before the goroutine that runs hello has done anything`
	go func() { // want `main may return before the goroutine that runs this literal has done anything`
		defer fmt.Println("bye")
		hello()
	}()
	fmt.Println("started")
}
