package print

import (
	_ "embed"
	"encoding/base64"
	"html/template"
	"maps"
	"math"
	"strconv"
	"strings"

	"homeground/internal/values"
)

//go:embed page.css
var style string

// Style is how a page that is printed looks, with its typeface in it: WOFF2, or none for the
// reader's own.
func Style(font []byte) template.CSS {
	if len(font) == 0 {
		return template.CSS(style)
	}
	return template.CSS(`@font-face{font-family:"Atkinson Hyperlegible Next";font-weight:200 800;src:url(data:font/woff2;base64,` + base64.StdEncoding.EncodeToString(font) + `) format("woff2")}` + style)
}

// Words are how the templates of printed pages say figures, with more of a page's own.
func Words(more template.FuncMap) template.FuncMap {
	words := template.FuncMap{
		"money":  func(pence int64) string { return values.Pence(pence).Words() },
		"day":    values.Date.Words,
		"chance": Chance,
		"whole":  Whole,
		"plural": Plural,
		"add":    func(a, b int) int { return a + b },
	}
	maps.Copy(words, more)
	return words
}

// Whole is a number with its thousands apart.
func Whole(n int) string { return strings.TrimPrefix(values.Pence(n*100).Words(), "£") }

// Plural joins a number to its noun.
func Plural(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return Whole(n) + " " + more
}

// Chance is a share of simulated runs. It is never said to be none or all where it is not.
func Chance(share float64) string {
	p := math.Round(100 * share)
	switch {
	case share > 0 && p < 1:
		return "less than 1 %"
	case share < 1 && p > 99:
		return "more than 99 %"
	}
	return strconv.FormatFloat(p, 'f', 0, 64) + " %"
}
