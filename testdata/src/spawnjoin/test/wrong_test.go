package test

import (
	"fmt"
	"testing"
	"time"
)

func poll() {
	for {
		time.Sleep(time.Millisecond)
		fmt.Println("poll")
	}
}

func TestPoll(t *testing.T) {
	go poll() // want `the goroutine that runs poll never ends, and goes on when the test is over`
	time.Sleep(time.Second)
}

func helper() {
	jobs := make(chan int)
	go func() { // want `the goroutine that runs this literal never ends`
		for j := range jobs {
			fmt.Println(j)
		}
	}()
	jobs <- 1
}

func TestHelper(t *testing.T) { helper() }
