package main

import (
	"cmp"
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/conclint/conclint/internal/choice"
	"github.com/conclint/conclint/internal/config"
	"github.com/conclint/conclint/internal/driver"
	"github.com/conclint/conclint/internal/render"
	"github.com/conclint/conclint/internal/rule"
	"github.com/conclint/conclint/settings"
	"github.com/conclint/conclint/suite"
)

// configure reads the configuration file, if there is one, and adds what it
// says to the flags, which prevail.
func (o *options) configure(at place, getenv func(string) string, entries []suite.Entry) error {
	shown := func(name string) string { return driver.Shown(name, at.cwd) }
	name := ""
	var err error
	switch {
	case !o.given["config"]:
		name, err = config.Find(at.dir, driver.Root(at.dir, getenv), shown)
	case o.config != "":
		name = at.file(o.config)
	}
	if name == "" || err != nil {
		return err
	}
	file, err := config.Read(name, shown(name), vocabulary(entries))
	if err != nil {
		return err
	}
	o.file = file
	o.choice = o.choice.Over(choice.Choice{Enable: file.Enable, Disable: file.Disable}, entries)
	for name, value := range file.Flags {
		analyzer, flag, _ := strings.Cut(name, ".")
		switch {
		case o.given[name]:
		case flag == "rules":
			o.choice.Lists[analyzer] = value
		default:
			o.toolFlags[name] = value
		}
	}
	for name, list := range map[string][]string{settings.LockTypes: file.LockTypes, settings.NoReturn: file.NoReturn} {
		if len(list) > 0 && !o.given[name] {
			o.toolFlags[settings.Analyzer.Name+"."+name] = strings.Join(list, ",")
		}
	}
	if file.Tests != nil && !o.given["tests"] {
		o.tests = *file.Tests
	}
	if file.Format != "" && !o.given["format"] {
		o.format, err = findFormat(file.Format)
	}
	return err
}

// vocabulary is what a configuration file can talk about.
func vocabulary(entries []suite.Entry) config.Vocabulary {
	v := config.Vocabulary{
		Names:     choice.Names(entries),
		Flags:     make(map[string][]string),
		Settings:  settings.Analyzer.Name,
		LockTypes: settings.LockTypes,
		NoReturn:  settings.NoReturn,
	}
	for _, f := range render.Formats() {
		v.Formats = append(v.Formats, f.Name)
	}
	values := make(map[string]flag.Value) // analyzer.flag -> what checks its values
	settings.Analyzer.Flags.VisitAll(func(f *flag.Flag) { values[v.Settings+"."+f.Name] = f.Value })
	for _, e := range entries {
		name := e.Analyzer.Name
		e.Analyzer.Flags.VisitAll(func(f *flag.Flag) {
			v.Flags[name] = append(v.Flags[name], f.Name)
			values[name+"."+f.Name] = f.Value
		})
	}
	v.Check = func(analyzer, flag, value string) error {
		f, ok := values[analyzer+"."+flag]
		if !ok {
			return fmt.Errorf("%s has no flag %s", analyzer, flag)
		}
		return f.Set(value)
	}
	return v
}

// severe returns the entries with rules as severe as the user says: a rule's own
// name prevails over that of its analyzer, and that over "all".
func severe(entries []suite.Entry, severity map[string]rule.Severity) []suite.Entry {
	entries = slices.Clone(entries)
	for i, e := range entries {
		entries[i].Rules = slices.Clone(e.Rules)
		for k, r := range e.Rules {
			entries[i].Rules[k].Severity = cmp.Or(severity[r.ID], severity[e.Analyzer.Name], severity[choice.Everything], r.Severity)
		}
	}
	return entries
}
