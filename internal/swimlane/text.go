package swimlane

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// letter is how wide a letter is on average, in tenths of a pixel, with some to
// spare: fonts differ.
const letter = 68

// room returns how many letters fit into a width in pixels.
func room(width int) int { return max(8, width*10/letter) }

// wrap breaks a text into lines: at blanks, else where the parts of a name
// meet, else anywhere.
func wrap(text string, width int) []string {
	const maxLines = 4
	n := room(width)
	var lines []string
	rest := strings.Join(strings.Fields(text), " ")
	for utf8.RuneCountInString(rest) > n {
		if len(lines) == maxLines-1 {
			return append(lines, cutTo(rest, n))
		}
		i := breakAt(rest, n)
		lines = append(lines, strings.TrimSpace(rest[:i]))
		rest = strings.TrimSpace(rest[i:])
	}
	return append(lines, rest)
}

// breakAt returns where to break a text that is longer than n letters.
func breakAt(text string, n int) int {
	end := len(text)
	blank, joint := 0, 0
	count := 0
	for i, c := range text {
		if count == n {
			end = i
			break
		}
		count++
		if unicode.IsSpace(c) {
			blank = i
		} else if strings.ContainsRune("./_-)]$", c) {
			joint = i + utf8.RuneLen(c)
		}
	}
	if end < len(text) && text[end] == ' ' {
		return end
	}
	switch {
	case blank > 0 && blank >= end/3:
		return blank
	case joint > 0 && joint < len(text):
		return joint
	case blank > 0:
		return blank
	}
	return end
}

// shorten cuts the beginning of a text that is too long.
func shorten(text string, width int) string {
	n := room(width)
	runes := []rune(text)
	if len(runes) <= n {
		return text
	}
	return "…" + string(runes[len(runes)-n+1:])
}

// cutTo cuts the end of a text that has more than n letters.
func cutTo(text string, n int) string {
	return string([]rune(text)[:n-1]) + "…"
}
