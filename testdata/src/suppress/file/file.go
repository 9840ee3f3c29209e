/* want +2 `//nolint:chanclose suppresses nothing` */

//nolint:lockorder,chanclose // all of this file
package file

import "sync"

type T struct{ mu sync.Mutex }

func (t *T) f() {
	t.mu.Lock()
	t.mu.Lock()
}
