package testgoroutine

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/conclint/conclint/internal/callee"
	"github.com/conclint/conclint/internal/spawn"
	"github.com/conclint/conclint/internal/syncop"
)

// quiet looks for anything by which code may tell others how far it has come. It
// is certain only if all of the code is known, so what is not is not quiet.
type quiet struct {
	c     *checker
	seen  map[*ssa.Function]bool
	after bool // the code is that of the test, which may wait for groups that the goroutine is not in

	log  ssa.CallInstruction // the first call of a test's log,
	in   *frame              // its function,
	test ssa.Value           // the test,
	name string              // and what is called
	via  bool                // it was reached through an interface
}

// frame reports whether a function is quiet.
func (q *quiet) frame(f *frame) bool {
	if q.seen[f.Fn] {
		return true
	}
	q.seen[f.Fn] = true
	if len(f.Fn.Blocks) == 0 {
		return false
	}
	for _, b := range f.Fn.Blocks {
		for _, instr := range b.Instrs {
			if !q.instr(f, instr) {
				return false
			}
		}
	}
	return true
}

// rest reports whether all that a function does after an instruction, and its
// deferred calls, is quiet.
func (q *quiet) rest(after ssa.Instruction) bool {
	f := &frame{Func: spawn.Func{Fn: after.Parent()}}
	start := after.Block()
	var work []*ssa.BasicBlock
	past := false
	for _, instr := range start.Instrs {
		if past && !q.instr(f, instr) {
			return false
		}
		past = past || instr == after
	}
	work = append(work, start.Succs...)
	seen := make(map[*ssa.BasicBlock]bool)
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[b] {
			continue
		}
		seen[b] = true
		for _, instr := range b.Instrs {
			if instr != after && !q.instr(f, instr) {
				return false
			}
		}
		work = append(work, b.Succs...)
	}
	for _, b := range f.Fn.Blocks {
		for _, instr := range b.Instrs {
			if d, ok := instr.(*ssa.Defer); ok && !q.instr(f, d) {
				return false
			}
		}
	}
	return true
}

func (q *quiet) instr(f *frame, instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Send, *ssa.Select:
		return false
	case *ssa.UnOp:
		return instr.Op != token.ARROW
	case *ssa.Go:
		return true // another goroutine, another story
	case ssa.CallInstruction:
		return q.call(f, instr)
	}
	return true
}

func (q *quiet) call(f *frame, call ssa.CallInstruction) bool {
	common := call.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		return b.Name() != "close" && b.Name() != "recover"
	}
	if test, name := logs(common); test != nil {
		q.found(f, call, test, name)
		return true
	}
	if obj := callee.Named(common); obj != nil {
		if e, ok := syncop.Lookup(obj); ok {
			switch e.Kind {
			case syncop.CallMethods:
				return harmless(obj)
			case syncop.Count, syncop.Wait, syncop.Spawn:
				return q.after && obj.Pkg().Path() == "sync"
			case syncop.Unwind, syncop.Exit:
				return q.after
			}
			return e.Kind == syncop.None && harmless(obj)
		}
		if harmless(obj) && !common.IsInvoke() {
			return true
		}
	}
	if common.IsInvoke() {
		return q.invoke(f, call)
	}
	next, ok := spawn.Reached(q.c.places, common)
	return ok && q.frame(&frame{next, f, call})
}

// invoke follows the call of an interface's method if the package has just one
// type that may be behind it.
func (q *quiet) invoke(f *frame, call ssa.CallInstruction) bool {
	common := call.Common()
	t := q.c.implementation(common.Value.Type())
	if t == nil {
		return false
	}
	if syncop.IsTest(t) {
		switch name := common.Method.Name(); name {
		case "Log", "Logf", "Error", "Errorf":
			q.via = true
			q.found(f, call, common.Value, "T."+name)
			return true
		case "Helper", "Name":
			return true
		}
		return false
	}
	prog := f.Fn.Prog
	sel := prog.MethodSets.MethodSet(t).Lookup(common.Method.Pkg(), common.Method.Name())
	if sel == nil {
		return false
	}
	fn := prog.MethodValue(sel)
	return fn != nil && q.frame(&frame{spawn.Func{Fn: callee.Origin(fn)}, f, call})
}

func (q *quiet) found(f *frame, call ssa.CallInstruction, test ssa.Value, name string) {
	if q.log == nil {
		q.log, q.in, q.test, q.name = call, f, test, name
	}
}

// implementation returns the one type that the package makes values of the
// interface type from, or nil. Two interfaces with the same methods are not the
// same one: what is converted to one is no value of the other.
func (c *checker) implementation(iface types.Type) types.Type {
	if c.boxed == nil {
		c.boxed = []conversion{}
		for _, fn := range c.funcs {
			for _, b := range fn.Blocks {
				for _, instr := range b.Instrs {
					switch instr := instr.(type) {
					case *ssa.MakeInterface:
						c.boxed = append(c.boxed, conversion{instr.X.Type(), instr.Type()})
					case *ssa.ChangeInterface:
						c.boxed = append(c.boxed, conversion{instr.X.Type(), instr.Type()})
					case *ssa.TypeAssert:
						c.boxed = append(c.boxed, conversion{instr.X.Type(), instr.AssertedType})
					}
				}
			}
		}
	}
	var found types.Type
	for range maxConversions {
		for _, conv := range c.boxed {
			if types.Identical(conv.to, iface) {
				if found != nil && !types.Identical(found, conv.from) {
					return nil
				}
				found = conv.from
			}
		}
		if found == nil || !types.IsInterface(found) {
			return found
		}
		iface, found = found, nil // converted from another interface
	}
	return nil
}

// conversion is a conversion to an interface type.
type conversion struct{ from, to types.Type }

// maxConversions is how often a value may go from one interface to another.
const maxConversions = 4

// harmless reports whether a library function does nothing that anybody but its
// caller notices, and returns at once.
func harmless(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return false // error.Error: it depends on the error
	}
	switch fn.Pkg().Path() {
	case "errors", "math", "math/bits", "path", "reflect", "sort", "strconv", "strings", "unicode", "unicode/utf8":
		return true
	case "fmt":
		return strings.HasPrefix(fn.Name(), "S") || fn.Name() == "Errorf"
	case "testing":
		return fn.Name() == "Helper" || fn.Name() == "Name"
	}
	return false
}
