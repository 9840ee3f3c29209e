package counts

func exact(fs []func() int) (sum int) {
	ch := make(chan int)
	for _, f := range fs {
		go func() { ch <- f() }()
	}
	for range fs {
		sum += <-ch
	}
	return sum
}

func exactN(n int, f func(int) int) (sum int) {
	ch := make(chan int)
	for i := 0; i < n; i++ {
		go func() { ch <- f(i) }()
	}
	for i := 0; i < n; i++ {
		sum += <-ch
	}
	return sum
}

func always(fs []func() (int, error)) (sum int) {
	type result struct {
		n   int
		err error
	}
	ch := make(chan result)
	for _, f := range fs {
		go func() {
			n, err := f()
			ch <- result{n, err}
		}()
	}
	for i := 0; i < len(fs); i++ {
		if r := <-ch; r.err == nil {
			sum += r.n
		}
	}
	return sum
}

func counted(ns []int, f func(int) int) (sum int) {
	ch := make(chan int)
	pending := 0
	for _, n := range ns {
		if n < 0 {
			continue
		}
		pending++
		go func() { ch <- f(n) }()
	}
	for ; pending > 0; pending-- {
		sum += <-ch
	}
	return sum
}

func oneEach(f func() (int, error)) (int, error) {
	values, errs := make(chan int), make(chan error)
	go func() {
		n, err := f()
		values <- n
		errs <- err
	}()
	return <-values, <-errs
}

func ten(f func(int) int) (sum int) {
	ch := make(chan int)
	for i := range 10 {
		go func() { ch <- f(i) }()
	}
	for range 10 {
		sum += <-ch
	}
	return sum
}

func batches(n, size int, f func(int) int) (sum int) {
	for start := 0; start < n; start += size {
		ch := make(chan int)
		end := start + size
		if end > n {
			end = n
		}
		for i := start; i < end; i++ {
			go func() { ch <- f(i) }()
		}
		for i := start; i < end; i++ {
			sum += <-ch
		}
	}
	return sum
}

func toSlice(m map[string]int, f func(string) int) (sum int) {
	var names []string
	for name := range m {
		names = append(names, name)
	}
	ch := make(chan int)
	for _, name := range names {
		go func() { ch <- f(name) }()
	}
	for range m {
		sum += <-ch
	}
	return sum
}
