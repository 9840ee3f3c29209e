package render

import (
	"strconv"
	"unicode/utf16"
)

// The numbers of GitHub's line hash: how many characters it covers, the factor
// between them, and what stands for the end of the file.
const (
	hashLength = 100
	hashFactor = 37
	hashEOF    = 0xffff
)

// lineHash returns the fingerprint of a line that GitHub computes itself when
// a report has none, and complains about when a report has another one. It covers the
// first characters from the beginning of the line on, leaving out blanks, so that
// it stays the same when the line moves, and says how many lines before this
// one have the same. It is "" for a line that is not known.
func (s *source) lineHash(line int) string {
	if s == nil || line < 1 {
		return ""
	}
	if s.hashes == nil {
		s.hashes = lineHashes(s.text)
	}
	if line > len(s.hashes) {
		return ""
	}
	return s.hashes[line-1]
}

// lineHashes returns the hash of each line of a text, which GitHub reads as
// UTF-16.
func lineHashes(text []byte) []string {
	var units []uint16
	starts := []int{0} // of the lines, in units
	all := append(utf16.Encode([]rune(string(text))), hashEOF)
	for i, u := range all {
		switch {
		case u == ' ' || u == '\t' || u == '\n' && i > 0 && all[i-1] == '\r':
			continue
		case u == '\r':
			u = '\n'
		}
		units = append(units, u)
		if u == '\n' {
			starts = append(starts, len(units))
		}
	}
	hashes := make([]string, len(starts))
	seen := make(map[uint64]int)
	for i, start := range starts {
		var hash uint64
		for k := start; k < start+hashLength; k++ {
			hash *= hashFactor
			if k < len(units) {
				hash += uint64(units[k])
			}
		}
		seen[hash]++
		hashes[i] = strconv.FormatUint(hash, 16) + ":" + strconv.Itoa(seen[hash])
	}
	return hashes
}
