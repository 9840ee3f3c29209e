package a

import "testing"

func test(t *testing.T) {
	done := make(chan bool)
	go func() {
		defer close(done)
		t.Error("fine")
		t.Fatal("not fine") // want `call to \(\*testing.T\).Fatal from a non-test goroutine \(testinggoroutine\)`
	}()
	<-done
}

func Test(t *testing.T) { test(t) }

func TestInline(t *testing.T) {
	go func() {
		t.FailNow() // want `call to \(\*testing.T\).FailNow from a non-test goroutine`
	}()
}
