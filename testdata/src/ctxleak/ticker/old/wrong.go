package old

import "time"

func poll(done chan int) {
	t := time.NewTicker(time.Second) // want `the ticker that time\.NewTicker starts is not stopped`
	for {
		select {
		case <-t.C:
			work()
		case <-done:
			return
		}
	}
}

func somePath(done chan int) {
	t := time.NewTicker(time.Second) // want `the ticker that time\.NewTicker starts is not stopped`
	for {
		select {
		case <-t.C:
			if work() {
				return
			}
			t.Reset(time.Minute)
		case <-done:
			t.Stop()
			return
		}
	}
}

func tick(done chan int) {
	c := time.Tick(time.Second) // want `the ticker that time\.Tick starts is impossible to stop`
	for {
		select {
		case <-c:
			work()
		case <-done:
			return
		}
	}
}

// The variable has another ticker's channel, or none, in some iterations.
func maybeTick(interval, jobs chan time.Duration, done chan int) {
	var c <-chan time.Time
	for {
		for work() {
			select {
			case d := <-interval:
				t := time.NewTicker(d) // want `the ticker that time\.NewTicker starts is not stopped`
				c = t.C
			case <-c:
				c = nil
			case <-done:
				return
			}
		}
		<-jobs
	}
}

func rangeTick() {
	for range time.Tick(time.Second) { // want `the ticker that time\.Tick starts is impossible to stop`
		if work() {
			break
		}
	}
}

func after(done chan int, jobs chan func()) {
	for {
		select {
		case job := <-jobs:
			job()
		case <-time.After(time.Minute): // want `time\.After starts a timer in each iteration`
			work()
		case <-done:
			return
		}
	}
}
