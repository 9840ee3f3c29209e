package syncop

import (
	"fmt"
	"go/types"
	"regexp"
	"slices"
	"strings"
)

// What users add to the table. Both are set before the first analyzer runs and
// not changed afterwards.
var (
	// LockTypes are types whose methods Lock, Unlock, TryLock, RLock, RUnlock
	// and TryRLock do what those of sync's locks do, however they do it.
	LockTypes Names

	// NoReturn are functions and methods that end the process.
	NoReturn Names
)

// Names is a set of types or functions, and a [flag.Value]: comma-separated,
// each with its package's import path in front, such as "example.com/m/p.T" or
// "example.com/m/p.T.Method".
type Names struct{ set map[string]bool }

// qualified is a name with an import path. Paths may contain dots themselves.
var qualified = regexp.MustCompile(`^[^\s,()*]+\.[\pL_][\pL_\pN]*$`)

// Set implements [flag.Value]. The list replaces an earlier one. Names that
// cannot be any type's or function's are an error.
func (n *Names) Set(list string) error {
	set := make(map[string]bool)
	for name := range strings.SplitSeq(list, ",") {
		if name = strings.TrimSpace(name); name == "" {
			continue
		}
		// The way in which go/types and stack traces write methods.
		plain := strings.NewReplacer("(*", "", "(", "", ")", "").Replace(name)
		if !qualified.MatchString(plain) || strings.HasPrefix(plain, ".") {
			return fmt.Errorf("%q is no name with an import path, such as example.com/m/p.Name", name)
		}
		set[plain] = true
	}
	n.set = set
	return nil
}

// String implements [flag.Value].
func (n *Names) String() string {
	if n == nil {
		return ""
	}
	names := make([]string, 0, len(n.set))
	for name := range n.set {
		names = append(names, name)
	}
	slices.Sort(names)
	return strings.Join(names, ",")
}

// added returns what users say that fn does.
func added(fn *types.Func) (Effect, bool) {
	if len(LockTypes.set) == 0 && len(NoReturn.set) == 0 {
		return Effect{}, false
	}
	recv := receiver(fn)
	owner := fn.Pkg().Path()
	if recv != "" {
		owner += "." + recv
	}
	if NoReturn.set[owner+"."+fn.Name()] {
		return Effect{Kind: Exit}, true
	}
	if recv == "" || !LockTypes.set[owner] {
		return Effect{}, false
	}
	e, ok := locker[fn.Name()]
	return e, ok && likeLocker(e, fn.Signature().Results())
}

// likeLocker reports whether a method has the results that sync's method of the
// same name has: whoever gets an error instead need not have the lock.
func likeLocker(e Effect, results *types.Tuple) bool {
	if e.Kind != TryAcquire {
		return results.Len() == 0
	}
	return results.Len() == 1 && types.Identical(results.At(0).Type().Underlying(), types.Typ[types.Bool])
}
