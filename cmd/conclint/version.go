package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
)

// version words the program's version for a user.
func version() string {
	return fmt.Sprintf("conclint %s (%s %s/%s)", moduleVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// moduleVersion returns the version of the program's module.
func moduleVersion() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// versionLine answers -V=full. The go command makes what follows "buildID="
// part of the key under which it caches facts and findings, so it has to
// differ between any two programs that are not the same.
func versionLine() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	id, err := identify(name)
	if err != nil {
		return "", err
	}
	return "conclint version devel buildID=" + id, nil
}

// identify returns a text without spaces and slashes that is different for
// every program. The go command asks for it at every run, so it comes from
// the build ID, in the head of the file, wherever the go command put one; only
// otherwise the whole file is read.
func identify(name string) (string, error) {
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close() // only read
	head := make([]byte, headSize)
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.ErrUnexpectedEOF {
		return "", err
	}
	sum := sha256.New()
	if id := buildID(head[:n]); trustworthy(id) {
		// All of it: where the go command leaves out the hash of the
		// contents, as for go run, the hash of the inputs remains.
		io.WriteString(sum, id) // a hash never fails
	} else {
		if _, err := f.Seek(0, io.SeekStart); err != nil {
			return "", err
		}
		if _, err := io.Copy(sum, f); err != nil {
			return "", err
		}
	}
	return fmt.Sprintf("%x", sum.Sum(nil)), nil
}

// headSize is how much of a file is searched for its build ID. Linkers put it
// in front of, or at the beginning of, the program's text.
const headSize = 64 << 10

// buildID finds the Go build ID in the head of an executable, or returns "".
func buildID(head []byte) string {
	if bytes.HasPrefix(head, []byte("\x7fELF")) {
		return noteID(head)
	}
	// In other formats it stands, quoted, before the first function.
	_, rest, ok := bytes.Cut(head, []byte("\xff Go build ID: \""))
	if !ok {
		return ""
	}
	id, _, ok := bytes.Cut(rest, []byte("\"\n \xff"))
	if !ok {
		return ""
	}
	return string(id)
}

// noteID finds the ELF note of the Go linker: the lengths of its owner's name
// and of its contents, its type 4, the name "Go", and the contents.
func noteID(head []byte) string {
	owner := []byte("Go\x00\x00")
	for from := 0; ; {
		i := bytes.Index(head[from:], owner)
		if i < 0 {
			return ""
		}
		at := from + i
		from = at + len(owner)
		if at < 12 {
			continue
		}
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			nameLen, idLen, kind := order.Uint32(head[at-12:]), order.Uint32(head[at-8:]), order.Uint32(head[at-4:])
			if nameLen == uint32(len(owner)) && kind == 4 && uint64(idLen) <= uint64(len(head)-from) {
				return string(head[from : from+int(idLen)])
			}
		}
	}
}

// trustworthy reports whether a build ID was made by the go command: four
// hashes with slashes between them. Other build systems, and -ldflags=-buildid=,
// write constants.
func trustworthy(id string) bool {
	parts := strings.Split(id, "/")
	if len(parts) != 4 {
		return false
	}
	for _, p := range parts {
		if len(p) < 20 {
			return false
		}
	}
	return true
}
