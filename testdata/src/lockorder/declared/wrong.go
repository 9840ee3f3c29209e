package declared

import "sync"

func (d *device) backwards() {
	staging.Lock()
	defer staging.Unlock()
	d.mu.Lock() // want `declared.device.mu is locked while declared.staging is held, against the declared order declared.device.mu < declared.peers.mu < declared.staging \(lockorder-declared\)`
	d.mu.Unlock()
}

// Reading is locking, too, and it may happen in what is called.
func (p *peers) look(d *device) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	d.some() // want `declared.device.mu is locked while declared.peers.mu is held, against the declared order declared.device.mu < declared.peers.mu \(lockorder-declared\)`
}

func (t *table) outOfOrder() {
	t.locks[1].Lock()
	defer t.locks[1].Unlock()
	t.index.byName.Lock() // want `table.index.byName is locked while declared.table.locks\[\] is held, against .* declared.table.index.byName < declared.table.locks\[\]`
	t.index.byName.Unlock()
}

func (t *table) outOfOrderAgain() {
	t.index.byName.Lock()
	defer t.index.byName.Unlock()
	t.shards[0].Lock() // want `declared.table.shards\[\].Mutex is locked while declared.table.index.byName is held, against`
	t.shards[0].Unlock()
}

// Where there is a cycle, too, one report is enough: one side is right.
type left struct {
	mu    sync.Mutex // lockorder: left.mu < right.mu
	other *right
}

type right struct {
	mu    sync.Mutex
	other *left
}

func (l *left) both() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.other.mu.Lock()
	defer l.other.mu.Unlock()
}

func (r *right) both() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.other.mu.Lock() // want `declared.left.mu is locked while declared.right.mu is held, against the declared order`
	defer r.other.mu.Unlock()
}

// Mistakes in declarations.

// lockorder: device.lock < staging // want `this declares no order of locks, declared.device has no field lock \(lockorder-declared\)`

// lockorder: devices.mu < staging // want `this declares no order of locks, there is no devices`

// lockorder: device.mu.n < staging // want `this declares no order of locks, declared.device.mu has no field n`

// lockorder: sync.Gone < staging // want `this declares no order of locks, there is no Gone in package sync`

// lockorder: shard.n < staging // want `this declares no order of locks, declared.shard has no field n`

// lockorder: guarded.n < staging // want `this declares no order of locks, guarded.n is no lock`

// lockorder: device.peers < staging // want `this declares no order of locks, device.peers is no lock`

// lockorder: staging < device.mu < staging // want `this declares no order of locks, staging is in it twice`

// lockorder: staging < device.mu first // want `this declares no order of locks, "device.mu first" is no name of a lock`

// A declaration that others contradict counts for nothing.
type first struct {
	mu    sync.Mutex // lockorder: first.mu < second.mu
	other *second
}

type second struct {
	mu    sync.Mutex // lockorder: second.mu < first.mu // want `this declares no order of locks, it contradicts declared.first.mu < declared.second.mu \(lockorder-declared\)`
	other *first
}

func (f *first) both() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.other.mu.Lock()
	defer f.other.mu.Unlock()
}
