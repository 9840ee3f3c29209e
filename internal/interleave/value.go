package interleave

import (
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// value is what the explorer knows of a Go value. Values are immutable.
type value interface{}

type (
	// symbol is a value of which nothing is known but what the path has
	// decided about it.
	symbol int

	// constVal is a boolean, number or string.
	constVal struct{ v constant.Value }

	// nilVal is the nil of any type.
	nilVal struct{}

	// addr is the address of a variable: an object, or a field or element
	// in it. Channels and maps are the address of their object.
	addr struct {
		obj  int
		path string
	}

	// sliceVal is a slice of the first n elements of an array object.
	sliceVal struct{ obj, n int }

	// funcVal is a function with its captured variables, or a method bound
	// to its receiver.
	funcVal struct {
		fn   *ssa.Function
		free []value
	}

	// cancelVal is the function that cancels a context, an object.
	cancelVal struct{ ctx int }

	// ifaceVal is an interface value of known dynamic type.
	ifaceVal struct {
		typ types.Type
		v   value
	}

	// tupleVal is what a call with several results, or a comma-ok
	// operation, returns.
	tupleVal struct{ vs []value }

	// structVal is a struct or array: the cells that are known, by path.
	// The others are zero, or unknown if it was read from elsewhere.
	structVal struct {
		cells   map[string]value
		unknown bool
	}
)

func boolVal(b bool) value { return constVal{constant.MakeBool(b)} }

func intVal(n int) value { return constVal{constant.MakeInt64(int64(n))} }

// asInt returns the value of an integer constant that fits.
func asInt(v value) (int, bool) {
	c, ok := v.(constVal)
	if !ok || c.v == nil || c.v.Kind() != constant.Int {
		return 0, false
	}
	n, exact := constant.Int64Val(c.v)
	return int(n), exact
}

// asBool returns the value of a boolean constant.
func asBool(v value) (b, ok bool) {
	c, ok := v.(constVal)
	if !ok || c.v == nil || c.v.Kind() != constant.Bool {
		return false, false
	}
	return constant.BoolVal(c.v), true
}

// zero returns the zero value of a type, or nil if it has no simple one.
func zero(t types.Type) value {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			return boolVal(false)
		case u.Info()&types.IsInteger != 0:
			return intVal(0)
		case u.Info()&types.IsString != 0:
			return constVal{constant.MakeString("")}
		case u.Info()&types.IsNumeric != 0:
			return constVal{constant.MakeInt64(0)}
		}
		return nilVal{}
	case *types.Struct, *types.Array:
		return &structVal{}
	case *types.Tuple:
		t := &tupleVal{}
		for v := range u.Variables() {
			t.vs = append(t.vs, zero(v.Type()))
		}
		return t
	}
	return nilVal{}
}

// isAggregate reports whether values of the type are made of cells.
func isAggregate(t types.Type) bool {
	switch t.Underlying().(type) {
	case *types.Struct, *types.Array:
		return true
	}
	return false
}
