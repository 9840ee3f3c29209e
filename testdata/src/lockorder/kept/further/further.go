// Package further has an object handed over that it knows, by the package that
// reports what follows from that.
package further

import "lockorder/kept/far"

func start(p *far.Probe) {
	p.Start()
	p.Watch()
	p.Print()
}
