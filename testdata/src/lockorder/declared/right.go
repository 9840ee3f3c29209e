package declared

import "sync"

// The order is kept.
type device struct {
	mu    sync.Mutex // lockorder: device.mu < peers.mu < staging
	peers *peers
}

type peers struct{ mu sync.RWMutex }

var staging sync.Mutex

func (d *device) all() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.peers.mu.RLock()
	defer d.peers.mu.RUnlock()
	staging.Lock()
	defer staging.Unlock()
}

// Some may be left out.
func (d *device) some() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.stage()
}

func (d *device) stage() {
	staging.Lock()
	defer staging.Unlock()
}

// One after the other is no order.
func (d *device) oneByOne() {
	staging.Lock()
	staging.Unlock()
	d.peers.mu.Lock()
	d.peers.mu.Unlock()
	d.mu.Lock()
	d.mu.Unlock()
}

// Nobody else knows a new object.
func newDevice() *device {
	staging.Lock()
	defer staging.Unlock()
	d := new(device)
	d.mu.Lock()
	d.mu.Unlock()
	return d
}

// A lock that no declaration mentions is nobody's business.
var free sync.Mutex

func (d *device) unordered() {
	free.Lock()
	defer free.Unlock()
	d.mu.Lock()
	defer d.mu.Unlock()
}

// lockorder: this is about something else

// Names may be relative to the type, go through fields, embedded or not, and
// elements of slices and maps, and stand for the lock of a type that is one.
//
// lockorder: queue < shards // as the tickets in the queue are older
// lockorder: shards < index.byName < table.locks // and so on
type table struct {
	queue  guarded
	shards []*shard
	index  struct{ byName sync.Mutex }
	locks  [4]sync.Mutex
	sync.Mutex
}

type shard struct{ sync.Mutex }

type guarded struct {
	mu sync.Mutex
	n  int
}

func (g *guarded) Lock()   { g.mu.Lock() }
func (g *guarded) Unlock() { g.mu.Unlock() }

func (t *table) inOrder() {
	t.shards[0].Lock()
	t.index.byName.Lock()
	t.locks[1].Lock()
	t.locks[1].Unlock()
	t.index.byName.Unlock()
	t.shards[0].Unlock()
}
