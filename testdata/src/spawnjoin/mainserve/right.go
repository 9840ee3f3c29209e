package main

import (
	"fmt"
	"net/http"
	"os"
	"time"
)

func metrics() {
	for range time.Tick(time.Minute) {
		fmt.Println("metrics")
	}
}

// The goroutine is of use as long as the server runs.
func main() {
	go metrics()
	if err := http.ListenAndServe(":8080", nil); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
