package test

import (
	"fmt"
	"testing"
	"time"
)

func TestStops(t *testing.T) {
	jobs := make(chan int)
	go func() {
		for j := range jobs {
			fmt.Println(j)
		}
	}()
	jobs <- 1
	close(jobs)
}

func TestContext(t *testing.T) {
	go func() {
		for t.Context().Err() == nil {
			time.Sleep(time.Second)
		}
	}()
}

func TestFatal(t *testing.T) {
	go func() {
		for {
			if time.Now().IsZero() {
				t.FailNow()
			}
		}
	}()
}
