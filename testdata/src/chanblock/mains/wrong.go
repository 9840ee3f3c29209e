package main

import "fmt"

func helper() {
	ch := make(chan int)
	go func() {
		for n := range ch { // want `ranging over ch can block for ever: nobody closes it`
			fmt.Println(n)
		}
	}()
	ch <- 1
}
