package interleave

import (
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/ssa"
)

// The explorer says what the oracle says: nothing is reported that can't be,
// and where no budget was reached, nothing that can be is missed.
//
// The programs are the same in every run, so that a change is what makes it fail.
// CONCLINT_SOAK=10m looks at others for so long, and shows the seeds of those that
// fail; CONCLINT_SEED=n looks at one program only. Of 220,000 others six were
// missed: the explorer lets a loop's data speak for some programs that have none,
// and follows WaitGroups whose counters pass zero in too few orders.
func TestOracle(t *testing.T) {
	var sum tally
	if one := os.Getenv("CONCLINT_SEED"); one != "" {
		seed, err := strconv.ParseUint(one, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, seed, &sum)
		return
	}
	if span := os.Getenv("CONCLINT_SOAK"); span != "" {
		d, err := time.ParseDuration(span)
		if err != nil {
			t.Fatal(err)
		}
		for begin := time.Now(); time.Since(begin) < d; {
			compare(t, rand.Uint64(), &sum)
		}
		t.Logf("%+v", sum)
		return
	}
	seeds := uint64(2500)
	if testing.Short() {
		seeds = 300
	}
	for seed := range seeds {
		compare(t, seed, &sum)
	}
	t.Logf("%+v", sum)
	if sum.stuck == 0 || sum.whole*2 < sum.programs {
		t.Error("the programs show too little")
	}
}

// tally counts what has been compared.
type tally struct {
	programs, tooBig, whole int // whole: explored without reaching a budget
	stuck, fatal            int // operations
}

func compare(t *testing.T, seed uint64, sum *tally) {
	p := generate(seed)
	complaint := differ(t, p, sum)
	if complaint == "" {
		return
	}
	p = shrink(p, func(q *program) bool { return flaw(differ(t, q, new(tally))) == flaw(complaint) })
	src, _ := p.source("f", hooks{})
	t.Errorf("seed %d: %s\n%s", seed, differ(t, p, new(tally)), numbered(src))
}

// flaw returns what is wrong, without where.
func flaw(complaint string) string {
	k, _, _ := strings.Cut(complaint, ":")
	return k
}

func numbered(src string) string {
	var b strings.Builder
	for i, line := range strings.Split(strings.TrimSpace(src), "\n") {
		fmt.Fprintf(&b, "%3d  %s\n", i+1, line)
	}
	return b.String()
}

// differ compares what the explorer and the oracle say of a program, and
// returns the difference.
func differ(t *testing.T, p *program, sum *tally) string {
	sum.programs++
	v := judge(p)
	if v.tooBig {
		sum.tooBig++
		return ""
	}
	src, at := p.source("f", hooks{})
	lines := make(map[*stmt]int)
	for line, st := range at {
		if lines[st] == 0 || line < lines[st] {
			lines[st] = line
		}
	}
	pkg := load(t, "//line f.go:1\n"+src)
	r := Explore(pkg.Func("f"))
	stmtOf := func(instr ssa.Instruction) *stmt {
		if instr == nil {
			return nil
		}
		return at[pkg.Prog.Fset.Position(instr.Pos()).Line]
	}
	ops := func(schedule []Step) []*stmt {
		var out []*stmt
		for _, s := range schedule {
			out = append(out, stmtOf(s.Instr))
		}
		return out
	}
	found := make(map[*stmt]bool)
	for _, st := range r.Stuck {
		set := make(map[blockedAt]int)
		for _, b := range st.Blocked {
			op := stmtOf(b.Instr)
			if !v.stuck[op] {
				return fmt.Sprintf("not stuck: line %d", lines[op])
			}
			found[op] = true
			set[blockedAt{stmtOf(b.Spawned), op}]++
		}
		together := func(o *oracle, i int) bool {
			for b, n := range set {
				if o.stuck[i][b] < n {
					return false
				}
			}
			return true
		}
		if !v.happens(nil, together) {
			return "not stuck together: " + describe(&st)
		}
		if !v.happens(ops(st.Schedule), together) {
			return "not after its schedule: " + describe(&st)
		}
	}
	died := make(map[*stmt]bool)
	for _, pn := range r.Panics {
		op := stmtOf(pn.Instr)
		if !v.fatal[op] {
			return fmt.Sprintf("no panic: line %d", lines[op])
		}
		died[op] = true
		if !v.happens(ops(pn.Schedule), func(o *oracle, i int) bool { return o.worlds[i].fatal == op }) {
			return fmt.Sprintf("no panic after its schedule: line %d", lines[op])
		}
	}
	if !r.Complete || p.uses().n {
		return ""
	}
	sum.whole++
	sum.stuck += len(v.stuck)
	sum.fatal += len(died)
	for op := range v.stuck {
		if !found[op] {
			return fmt.Sprintf("missed: line %d", lines[op])
		}
	}
	for op := range v.fatal {
		if !died[op] && (op.verb == send || op.verb == closing) {
			return fmt.Sprintf("missed panic: line %d", lines[op])
		}
	}
	return ""
}

// shrink leaves out of a program what is not needed for it to fail.
func shrink(p *program, fails func(*program) bool) *program {
	for again := true; again; {
		again = false
		for _, b := range p.blocks() {
			for i := 0; i < len(*b); i++ {
				old := *b
				st := old[i]
				inner := st.body
				if st.verb == deferFor || st.verb == spawn || st.verb == spawnIn || st.verb == onceDo || st.verb == rangeOver {
					inner = nil
				}
				*b = slices.Concat(old[:i], old[i+1:])
				if fails(p) {
					again = true
					i--
					continue
				}
				if len(inner) > 0 {
					*b = slices.Concat(old[:i], inner, old[i+1:])
					if fails(p) {
						again = true
						i--
						continue
					}
				}
				*b = old
			}
		}
		p.walk(func(st *stmt) {
			for i := 0; len(st.cases) > 1 && i < len(st.cases); i++ {
				old := st.cases
				st.cases = slices.Concat(old[:i], old[i+1:])
				if fails(p) {
					again = true
					i--
				} else {
					st.cases = old
				}
			}
		})
	}
	return p
}
