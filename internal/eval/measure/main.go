// Command measure compares what conclint and "go vet" cost on a module: CPU
// time of all their processes together, and the memory of the largest one.
//
//	go run ./internal/eval/measure [-n RUNS] [-dir MODULE]
//
// Each tool has a build cache of its own. Both start as copies of one in which
// everything is compiled and nothing is analysed, so that "cold" is the cost
// of the analysis alone. The tools take turns; the table shows medians. CPU
// time is compared and not elapsed time, which depends on what else the
// machine is doing.
//
// After an edit the units that each tool analyses anew are counted, too, and
// those listed that only conclint does.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/conclint/conclint/internal/eval/cli"
	"github.com/conclint/conclint/internal/eval/unit"
	"github.com/conclint/conclint/internal/eval/usage"
)

// target is the module that is measured when the user names no directory.
const target = "honnef.co/go/tools"

func main() {
	o := options{tool: cli.RegisterFlags()}
	flag.StringVar(&o.dir, "dir", "", "`directory` of the module to analyse (default: a copy of "+target+")")
	flag.IntVar(&o.runs, "n", 3, "number of `runs`")
	flag.BoolVar(&o.vettool, "vettool", false, "run conclint as a vet tool instead of by its own command line")
	flag.Parse()
	os.Exit(cli.Tell("measure", run(context.Background(), o)))
}

type options struct {
	tool    cli.ToolFlags
	dir     string
	runs    int
	vettool bool
}

// bench is a measurement.
type bench struct {
	tmp, dir, base string // scratch space, the module, the cache to copy
	unitlog, log   string
	tools          [2]*tool
	rows           []row
	notes          []string
}

// row is a line of the table: what each tool cost.
type row struct {
	what  string
	cost  [2][]usage.Usage
	units [2]string
}

func run(ctx context.Context, o options) error {
	tmp, err := cli.TempDir()
	if err != nil {
		return err
	}
	b := &bench{tmp: tmp, dir: filepath.Join(tmp, "module"), base: filepath.Join(tmp, "base"), log: filepath.Join(tmp, "units")}
	defer func() { _ = removeAll(tmp) }()
	if err := b.prepare(ctx, o); err != nil {
		return err
	}
	cold, warm := row{what: "cold"}, row{what: "warm"}
	var outputs [][]byte
	for range max(1, o.runs) {
		for i, t := range b.tools {
			if err := t.copyCache(b.base); err != nil {
				return err
			}
			u, out, err := t.run(ctx, b.dir)
			if err != nil {
				return err
			}
			cold.cost[i] = append(cold.cost[i], u)
			if i == 0 {
				outputs = append(outputs, out)
			}
		}
		if err := b.turn(ctx, &warm); err != nil {
			return err
		}
	}
	b.rows = append(b.rows, cold, warm)
	es, err := edits(ctx, b.dir)
	if err != nil {
		return err
	}
	for _, e := range es {
		if err := b.edit(ctx, e, o.runs); err != nil {
			return err
		}
	}
	if err := b.print(os.Stdout); err != nil {
		return err
	}
	same := slices.ContainsFunc(outputs, func(o []byte) bool { return !bytes.Equal(o, outputs[0]) })
	fmt.Printf("%d cold runs of conclint, outputs identical: %t\n", len(outputs), !same)
	return nil
}

// prepare copies the module, builds the tools, and fills the cache that they
// start from.
func (b *bench) prepare(ctx context.Context, o options) error {
	src := o.dir
	if src == "" {
		out, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", target).Output()
		if err != nil {
			return fmt.Errorf("go list -m %s: %w", target, err)
		}
		src = strings.TrimSpace(string(out))
	}
	if err := copyWritable(b.dir, src); err != nil {
		return err
	}
	conclint, err := o.tool.Path(ctx, b.tmp)
	if err != nil {
		return err
	}
	if b.unitlog, err = cli.Build(ctx, b.tmp, unit.Main); err != nil {
		return err
	}
	out, err := exec.CommandContext(ctx, "go", "tool", "-n", "vet").Output()
	if err != nil {
		return fmt.Errorf("go tool -n vet: %w", err)
	}
	command := slices.Concat([]string{conclint}, o.tool.Flags(), []string{"./..."})
	if o.vettool {
		command = slices.Concat([]string{"go", "vet", "-vettool=" + conclint}, o.tool.Flags(), []string{"./..."})
	}
	b.tools = [2]*tool{
		{name: "conclint", command: command, vettool: conclint, cache: filepath.Join(b.tmp, "cache-conclint")},
		{name: "go vet", command: []string{"go", "vet", "./..."}, vettool: strings.TrimSpace(string(out)), cache: filepath.Join(b.tmp, "cache-vet")},
	}
	// One analyzer of vet has all packages compiled, tests included. Its
	// results are of no use to the default suite: flags are part of the
	// cache's keys.
	cmd := exec.CommandContext(ctx, "go", "vet", "-atomic", "./...")
	cmd.Dir = b.dir
	cmd.Env = append(os.Environ(), "GOCACHE="+b.base)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("go vet -atomic: %w: %s", err, firstLines(string(out)))
	}
	return nil
}

// turn has each tool run once with its cache as it is.
func (b *bench) turn(ctx context.Context, r *row) error {
	for i, t := range b.tools {
		u, _, err := t.run(ctx, b.dir)
		if err != nil {
			return err
		}
		r.cost[i] = append(r.cost[i], u)
	}
	return nil
}

// edit measures the runs after an edit. What they leave in the caches would
// make the next run warm, so each run starts from the unedited module's cache.
func (b *bench) edit(ctx context.Context, e edit, runs int) error {
	r := row{what: e.name}
	defer func() { _ = e.revert() }()
	for i, t := range b.tools {
		ids, err := b.reanalysed(ctx, t, e)
		if err != nil {
			return err
		}
		r.units[i] = fmt.Sprint(len(ids))
		if i == 0 {
			b.notes = append(b.notes, ids...)
		} else {
			b.notes = slices.DeleteFunc(b.notes, func(id string) bool { return slices.Contains(ids, id) })
		}
	}
	for n := range max(1, runs) {
		// Each run needs an edit that neither cache has seen.
		e := e
		e.new = bytes.Replace(e.new, []byte("edited"), fmt.Appendf(nil, "edit %d", n), 1)
		if err := e.apply(); err != nil {
			return err
		}
		if err := b.turn(ctx, &r); err != nil {
			return err
		}
	}
	if err := e.revert(); err != nil {
		return err
	}
	b.rows = append(b.rows, r)
	return nil
}

// reanalysed returns the units that the tool's binary is run on after the
// edit, everything having been analysed before it.
func (b *bench) reanalysed(ctx context.Context, t *tool, e edit) ([]string, error) {
	if err := e.revert(); err != nil {
		return nil, err
	}
	if _, err := t.units(ctx, b.dir, b.unitlog, b.log); err != nil {
		return nil, err
	}
	if err := e.apply(); err != nil {
		return nil, err
	}
	return t.units(ctx, b.dir, b.unitlog, b.log)
}

func (b *bench) print(w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(tw, "run\tconclint CPU s\tgo vet CPU s\tratio\tconclint MiB\tgo vet MiB\tratio\tconclint units\tgo vet units\t")
	for _, r := range b.rows {
		c, v := r.cost[0], r.cost[1]
		cpu, vcpu := median(c, cpuSeconds), median(v, cpuSeconds)
		mem, vmem := median(c, mebibytes), median(v, mebibytes)
		fmt.Fprintf(tw, "%s\t%.2f\t%.2f\t%.2f\t%.0f\t%.0f\t%.2f\t%s\t%s\t\n", r.what, cpu, vcpu, cpu/vcpu, mem, vmem, mem/vmem, r.units[0], r.units[1])
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	for _, id := range b.notes {
		fmt.Fprintf(w, "analysed again by conclint only: %s\n", id)
	}
	return nil
}

func cpuSeconds(u usage.Usage) float64 { return u.CPU.Seconds() }
func mebibytes(u usage.Usage) float64  { return float64(u.MaxRSS) / (1 << 20) }

// median returns the median of a measure, the lower one of an even number.
func median(us []usage.Usage, measure func(usage.Usage) float64) float64 {
	var xs []float64
	for _, u := range us {
		xs = append(xs, measure(u))
	}
	slices.Sort(xs)
	return xs[(len(xs)-1)/2]
}
