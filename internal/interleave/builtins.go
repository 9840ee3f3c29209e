package interleave

import (
	"fmt"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// This file executes builtin functions.

// builtin executes a call of a built-in function.
func (x *explorer) builtin(s *state, i int, instr ssa.CallInstruction, name string, args []value) {
	var v value
	switch name {
	case "close":
		s.wait(i, &op{kind: opClose, instr: instr, cases: []chanCase{{ch: args[0]}}})
		return
	case "len", "cap":
		v = s.length(name, args[0])
	case "append":
		v = s.appendTo(args)
	case "panic":
		s.dead = true
		return
	case "recover":
		v = nilVal{}
	case "copy", "min", "max":
		v = s.fresh()
	case "delete":
		if a, ok := args[0].(addr); ok {
			delete(s.write(a.obj).cells, "["+key(args[1])+"]")
		}
		return
	case "ssa:wrapnilchk":
		v = args[0]
	default:
		v = s.unknownOf(instr.Common().Signature().Results())
	}
	s.setResult(i, instr, v)
}

func (s *state) length(name string, v value) value {
	switch v := v.(type) {
	case sliceVal:
		return intVal(v.n)
	case nilVal:
		return intVal(0)
	case addr:
		o := s.object(v.obj)
		switch {
		case o.ch != nil && name == "cap" && !o.ch.outside:
			return s.resolve(o.ch.size)
		case o.ch != nil && !o.ch.outside:
			return intVal(len(o.ch.buf))
		case o.ch == nil && !o.lazy && !o.shared:
			return intVal(len(o.cells)) // a map
		}
		return s.fresh()
	}
	return s.ask(name + " " + key(v))
}

// appendTo appends to a slice whose elements are known, in an array of its own.
func (s *state) appendTo(args []value) value {
	n := 0
	obj := s.newObject(object{})
	for _, a := range args {
		switch a := a.(type) {
		case nilVal:
		case sliceVal:
			if n+a.n > maxElems {
				return s.fresh()
			}
			for path, c := range s.object(a.obj).cells {
				var k int
				if _, err := fmt.Sscanf(path, "[%d]", &k); err == nil && k < a.n {
					end := strings.IndexByte(path, ']')
					s.write(obj).cells[fmt.Sprintf("[%d]%s", n+k, path[end+1:])] = c
				}
			}
			n += a.n
		default:
			for _, b := range args {
				s.share(b)
			}
			return s.fresh()
		}
	}
	return sliceVal{obj, n}
}
