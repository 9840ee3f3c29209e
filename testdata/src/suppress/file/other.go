package file

/* want +2 `//lint:file-ignore unlockpath suppresses nothing` */

//lint:file-ignore unlockpath of this one

/* want +2 `//lint:file-ignore chanblock\* suppresses nothing` */

//lint:file-ignore lockorder,chanblock*,SA1000 of this one

func (t *T) g() {
	t.mu.Lock()
	t.mu.Lock()
}
