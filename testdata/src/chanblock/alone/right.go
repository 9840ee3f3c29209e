package alone

func room(n int) int {
	ch := make(chan int, 1)
	ch <- n
	return <-ch
}

func roomForAll(a, b, c int) (sum int) {
	ch := make(chan int, 3)
	for _, n := range [...]int{a, b, c} {
		ch <- n
	}
	close(ch)
	for n := range ch {
		sum += n
	}
	return sum
}

func collectRight(ns []int) (out []int) {
	ch := make(chan int, len(ns))
	for _, n := range ns {
		ch <- n
	}
	close(ch)
	for n := range ch {
		out = append(out, n)
	}
	return out
}

// A queue that is emptied before it is full.
func ring(ns []int) (last int) {
	ch := make(chan int, 1)
	for _, n := range ns {
		select {
		case <-ch:
		default:
		}
		ch <- n
	}
	select {
	case last = <-ch:
	default:
	}
	return last
}

func early(n int, f func(int)) {
	ch := make(chan int)
	go func() { f(<-ch) }()
	ch <- n
}

func length(ns []int) (out []int) {
	ch := make(chan int, 4)
	for _, n := range ns {
		if len(ch) == cap(ch) {
			out = append(out, <-ch)
		}
		ch <- n
	}
	for len(ch) > 0 {
		out = append(out, <-ch)
	}
	return out
}

func closed() {
	ch := make(chan struct{})
	close(ch)
	<-ch
}

func token() {
	mutex := make(chan struct{}, 1)
	mutex <- struct{}{}
	for range 3 {
		<-mutex
		mutex <- struct{}{}
	}
}

type servers struct{ plain, secure string }

// Nobody runs it without any server.
func (s *servers) run(serve, serveSecure func(string) error) error {
	errs := make(chan error, 2)
	if s.plain != "" {
		go func() { errs <- serve(s.plain) }()
	}
	if s.secure != "" {
		go func() { errs <- serveSecure(s.secure) }()
	}
	return <-errs
}
