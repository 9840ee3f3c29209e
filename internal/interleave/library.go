package interleave

import (
	"go/constant"
	"go/types"
	"time"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/syncop"
)

// This file executes calls of library functions that the table knows.

// library executes a call of a function of the table.
func (x *explorer) library(s *state, i int, instr ssa.CallInstruction, e syncop.Effect, args []value) {
	results := instr.Common().Signature().Results()
	var operand value
	if e.Operand < len(args) {
		operand = args[e.Operand]
	}
	o := &op{instr: instr, mode: e.Mode}
	if iface, ok := operand.(*ifaceVal); ok {
		operand = iface.v // a Locker
	}
	if read, ok := operand.(readSide); ok {
		operand, o.mode = read.lock, syncop.Read
	}
	switch e.Kind {
	case syncop.CallOnce:
		o.kind, o.once = opOnce, operand
		operand = args[0]
		fallthrough
	case syncop.Acquire, syncop.TryAcquire, syncop.Release, syncop.CondWait, syncop.CondWake, syncop.Wait, syncop.Count:
		if a, ok := s.pointee(operand); ok {
			o.at, o.known = a, true
		}
	}
	switch e.Kind {
	case syncop.Acquire, syncop.TryAcquire:
		o.kind, o.try = opLock, e.Kind == syncop.TryAcquire
		s.wait(i, o)
	case syncop.Release:
		o.kind = opUnlock
		s.wait(i, o)
	case syncop.CondWait:
		o.kind = opSleep
		if a, ok := s.pointee(s.load(addr{o.at.obj, o.at.path + condL}, types.Typ[types.UnsafePointer])); ok && o.known {
			o.l = &a
		}
		if iface, ok := s.object(o.at.obj).cells[o.at.path+condL].(*ifaceVal); ok {
			if a, ok := s.pointee(iface.v); ok {
				o.l = &a
			}
		}
		s.wait(i, o)
	case syncop.CondWake:
		o.kind, o.all = opSignal, e.All
		s.wait(i, o)
	case syncop.Wait:
		o.kind = opWait
		s.wait(i, o)
	case syncop.Count:
		o.kind, o.n = opAdd, -1
		if e.Amount > 0 {
			n, ok := asInt(args[e.Amount])
			if !ok {
				s.prim(o.at).unknown = true
			}
			o.n = n
		}
		s.wait(i, o)
	case syncop.NewCond:
		obj := s.newObject(object{cells: map[string]value{condL: operandOf(args)}})
		s.setResult(i, instr, addr{obj: obj})
	case syncop.ReadSide:
		s.setResult(i, instr, readSide{operand})
	case syncop.Spawn:
		fv, ok := args[e.Operand].(*funcVal)
		if !ok || len(fv.fn.Blocks) == 0 || e.Timed && never(args[0]) {
			x.unknown(s, i, instr, args)
			return
		}
		s.setResult(i, instr, s.unknownOf(results))
		a, ok := args[0].(addr)
		switch {
		case ok && (x.care.early || results.Len() == 0 && s.prim(a).limit > 0):
			o.kind, o.at, o.known, o.n, o.start = opAdd, a, true, 1, fv
			s.wait(i, o)
		case ok:
			s.prim(a).count++
			x.raises(s, i)
			x.start(s, i, target{fv.fn, fv.free, nil}, instr, &a)
		default:
			x.start(s, i, target{fv.fn, fv.free, nil}, instr, nil)
		}
	case syncop.MakeGroup:
		s.setResult(i, instr, s.makeGroup(instr, results))
	case syncop.Limit:
		s.limit(operand, args[e.Amount])
	case syncop.MakeSemaphore:
		s.setResult(i, instr, s.semaphore(instr, operand))
	case syncop.Obtain, syncop.TryObtain, syncop.Return:
		s.wait(i, s.semaphoreOp(instr, e, args))
	case syncop.CallOnce:
		s.wait(i, o)
	case syncop.Call:
		x.unknown(s, i, instr, args)
	case syncop.Exit, syncop.Unwind:
		s.dead = true
	case syncop.RootContext:
		s.setResult(i, instr, &ifaceVal{results.At(0).Type(), addr{obj: s.newObject(object{})}})
	case syncop.DeriveContext:
		s.setResult(i, instr, args[0])
	case syncop.MakeCancel:
		s.setResult(i, instr, x.makeCancel(s, instr, e, args[0], results))
	case syncop.ContextDone:
		s.setResult(i, instr, s.done(args[0]))
	case syncop.ContextErr:
		s.setResult(i, instr, s.contextErr(args[0]))
	case syncop.TimerChan:
		s.setResult(i, instr, s.timerChan())
	case syncop.MakeTimer:
		s.setResult(i, instr, addr{obj: s.newObject(object{lazy: true, cells: map[string]value{".0": s.timerChan()}})})
	case syncop.AtomicLoad, syncop.AtomicStore, syncop.AtomicSwap, syncop.AtomicAdd, syncop.AtomicSwapIf:
		s.setResult(i, instr, s.atomic(e.Kind, args, results))
	case syncop.CallMethods:
		if fn := instr.Common().StaticCallee(); fn != nil {
			x.foreign(s, i, instr, target{fn: fn, args: args})
		}
	default:
		// What is put into a Pool or a Map comes out elsewhere.
		for _, a := range args {
			s.share(a)
		}
		s.setResult(i, instr, s.resultOf(e, results))
	}
}

// never reports whether a duration is so long that a timer only goes off if it is
// set again.
func never(d value) bool {
	c, ok := d.(constVal)
	if !ok || c.v == nil {
		return false
	}
	n, exact := constant.Int64Val(c.v)
	return exact && time.Duration(n) > 365*24*time.Hour
}

// condL is the path of a Cond's lock.
const condL = ".1"

func operandOf(args []value) value {
	if len(args) > 0 {
		return args[0]
	}
	return nilVal{}
}

// readSide is the Locker that RLocker returns.
type readSide struct{ lock value }

// timerChan returns a channel that the runtime sends on.
func (s *state) timerChan() value {
	return addr{obj: s.newObject(object{ch: &channel{size: intVal(1), outside: true}})}
}
