package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
)

// Case is one test program of Go's goroutine-leak tests.
type Case struct {
	Group string
	Name  string // of the function that starts it
	Leaks []Leak
}

// Leak is a goroutine that a case leaves behind.
type Leak struct {
	Pattern string         // as in the test
	entry   *regexp.Regexp // of the goroutine's first function, as the runtime names it
	reason  string         // why it waits, such as "chan receive"
}

// parseCases reads the expected leaks out of Go's own test. Cases are calls
// of makeTest or a function like it, with the case's name and the patterns as
// string arguments, and their group is the variable that the list of them is
// assigned to.
func parseCases(filename string) ([]Case, error) {
	file, err := parser.ParseFile(token.NewFileSet(), filename, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	var out []Case
	ast.Inspect(file, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || len(assign.Lhs) != 1 || len(assign.Rhs) != 1 {
			return true
		}
		list, ok := assign.Rhs[0].(*ast.CompositeLit)
		name, ok2 := assign.Lhs[0].(*ast.Ident)
		if !ok || !ok2 {
			return true
		}
		for _, elem := range list.Elts {
			c, cerr := parseCase(elem)
			if cerr != nil {
				err = cerr
			} else if c.Name != "" {
				c.Group = groupName(name.Name)
				out = append(out, c)
			}
		}
		return true
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("%s: no cases found: has the test changed its form?", filename)
	}
	return out, err
}

func groupName(list string) string {
	for _, suffix := range []string{"TestCases", "Tests", "Cases"} {
		list = strings.TrimSuffix(list, suffix)
	}
	return list
}

// parseCase returns the case that the expression makes, or none if it is a
// different kind of expression.
func parseCase(e ast.Expr) (Case, error) {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return Case{}, nil
	}
	fn, ok := call.Fun.(*ast.Ident)
	if !ok || !strings.HasPrefix(fn.Name, "make") || !strings.HasSuffix(fn.Name, "Test") {
		return Case{}, nil
	}
	var c Case
	for _, arg := range call.Args {
		lit, ok := arg.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			continue
		}
		s, err := strconv.Unquote(lit.Value)
		if err != nil {
			return c, err
		}
		if c.Name == "" {
			c.Name = s
			continue
		}
		leak, err := parseLeak(s)
		if err != nil {
			return c, fmt.Errorf("case %s: %w", c.Name, err)
		}
		c.Leaks = append(c.Leaks, leak)
	}
	return c, nil
}

// parseLeak takes a pattern apart: it matches the name of a function, with
// whatever stands in its parentheses, and the reason for waiting in brackets.
func parseLeak(pattern string) (Leak, error) {
	name, reason, ok := strings.Cut(pattern, ` \[`)
	if !ok {
		return Leak{}, fmt.Errorf("pattern %q has no reason", pattern)
	}
	re, err := regexp.Compile(name)
	if err != nil {
		return Leak{}, err
	}
	reason = strings.NewReplacer(`\]`, "", `\.`, ".", `\(`, "(", `\)`, ")").Replace(reason)
	return Leak{Pattern: pattern, entry: re, reason: reason}, nil
}

// classes returns the classes of bugs because of which a goroutine may wait
// for the leak's reason.
func (l Leak) classes() []string {
	switch {
	case strings.Contains(l.reason, "WaitGroup"):
		return []string{"waitgroup", "chan-block", "lock-blocking", "goroutine-unjoined"}
	case strings.Contains(l.reason, "Cond"):
		return []string{"cond", "chan-block", "lock-blocking", "goroutine-unjoined"}
	case strings.Contains(l.reason, "Mutex"): // also "sync.(RW)?Mutex.Lock"
		return []string{"double-lock", "rlock-recursion", "lock-order", "missing-unlock", "lock-blocking"}
	default: // channels and select
		return []string{"chan-block", "lock-blocking", "ctx-leak", "goroutine-unjoined"}
	}
}
