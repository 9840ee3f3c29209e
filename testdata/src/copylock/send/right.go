package send

func right(ch chan *task, vals chan task, ints chan int, tasks []task, s *stats) {
	for i := range tasks {
		ch <- &tasks[i]
	}
	ch <- &task{name: "a"}
	vals <- task{name: "b"}
	vals <- makeTask()
	ints <- int(s.n.Load())
}

func makeTask() task { return task{} }
