package recursion

import "sync"

type node struct{ children []*node }

func visit(n *node, wg *sync.WaitGroup) {
	defer wg.Done()
	for _, child := range n.children {
		wg.Add(1)
		go visit(child, wg) // want `visit runs itself in new goroutines, and nothing limits how many there are`
	}
}

type walker struct {
	wg   sync.WaitGroup
	list func(string) []string
}

func (w *walker) walk(dir string) {
	entries := w.list(dir)
	for i := 0; i < len(entries); i++ {
		w.wg.Go(func() { // want `each element of a value gets a goroutine|\(\*walker\).walk runs itself`
			w.enter(entries[i])
		})
	}
}

func (w *walker) enter(dir string) { w.walk(dir) }
