package values

import "strings"

// Neutral keeps a spreadsheet from taking a text for a formula: one that begins with
// = + - @ tab or carriage return gets an apostrophe before it.
func Neutral(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
