// Package trace logs, with locks of its own.
package trace

import (
	"fmt"
	"io"
	"sync"
)

// A Log writes to a file.
type Log struct {
	mu sync.Mutex
	w  io.Writer
}

// Infof is like fmt.Printf.
func (l *Log) Infof(format string, args ...any) { l.put(fmt.Sprintf("info: "+format, args...)) }

// About tells something of o.
func (l *Log) About(o any, text string, args ...any) {
	l.put(fmt.Sprintf("%v: %s", o, fmt.Sprintf(text, args...)))
}

// Kind tells what kind of thing o is.
func (l *Log) Kind(o any) { l.put(fmt.Sprintf("%T", o)) }

func (l *Log) put(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	io.WriteString(l.w, line)
}
