package a

import (
	"os"
	"os/signal"
)

func wait() {
	c := make(chan os.Signal)
	signal.Notify(c) // want `misuse of unbuffered os.Signal channel as argument to signal.Notify \(sigchanyzer\)`
	d := make(chan os.Signal, 1)
	signal.Notify(d)
	<-c
	<-d
}
