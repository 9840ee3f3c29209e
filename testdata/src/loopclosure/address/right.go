package address

func (w worker) show() {}

func pointers(ws []*worker) {
	for _, w := range ws {
		go w.run()
		go w.state.reset()
		go use(&w.n)
		go read(w.buf[:2])
	}
}

func values(ws []worker) {
	for i, w := range ws {
		go w.show()
		go ws[i].run()
		go use(&ws[i].n)
		go use(&ws[w.n].n)
	}
}

func slices(bufs [][]byte, index map[int]*worker) {
	for i, buf := range bufs {
		go read(buf[1:])
		go index[i].run()
	}
}

// Every iteration declares its own.
func local(ws []worker) {
	for i := range ws {
		w := ws[i]
		go w.run()
	}
}
