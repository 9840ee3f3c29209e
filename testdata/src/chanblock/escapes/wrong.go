package escapes

// The board never hears of this listener.
func (b *board) joinNot(n int) {
	l := &listener{news: make(chan int)}
	b.mu.Lock()
	if b.started {
		go l.listen()
	}
	b.mu.Unlock()
	l.news <- n // want `only the goroutine itself could be at the other end of l\.news`
}
