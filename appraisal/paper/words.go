package paper

import (
	"fmt"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"

	"homeground/appraisal"
	"homeground/internal/print"
	"homeground/internal/values"
)

// words are how the template says figures.
var words = print.Words(template.FuncMap{
	"round":   million,
	"percent": func(share float64) string { return tenth(100*share) + " %" },
	"tenth":   tenth,
	"signed": func(n float64) string {
		if math.Round(10*n) > 0 {
			return "+" + tenth(n)
		}
		return tenth(n)
	},
	"join":    func(list []string) string { return strings.Join(list, "; ") },
	"either":  either,
	"square":  func(n float64) string { return strconv.FormatFloat(n, 'f', 1, 64) },
	"sources": func(options []appraisal.Option) []source { return sourcesOf(options) },
})

// million is money in prose: £1.25m, £640,000.
func million(pence int64) string {
	if pence < 0 {
		return "-" + million(-pence)
	}
	if pence < 100_000_000 {
		return values.Pence(pence).Words()
	}
	text := strconv.FormatFloat(float64(pence)/1e8, 'f', 2, 64)
	if values.Pence(pence)%1_000_000 != 0 {
		text = "about £" + text
		return text + "m"
	}
	return "£" + text + "m"
}

func tenth(n float64) string { return strconv.FormatFloat(math.Round(10*n)/10, 'f', 1, 64) }

// either is several ways in one sentence.
func either(ways []string) string {
	said := ""
	for i, w := range ways {
		if i > 0 {
			w = ", or " + strings.ToLower(w[:1]) + w[1:]
		}
		said += w
	}
	return said
}

// Worth is what a set is worth, by what was asked for.
func (f Facts) Worth(value float64) string {
	switch f.Best.Objective {
	case "places":
		return print.Plural(int(math.Round(value)), "place", "places")
	case "score":
		return tenth(value) + " points"
	case "covered":
		return tenth(value) + " children covered"
	}
	return strconv.FormatFloat(value, 'f', 2, 64) + " places in time"
}

// WorthHead is the head of a column of such values, and its explanation.
func (f Facts) WorthHead() string {
	return map[string]string{"places": "Places", "score": "Points", "covered": "Children covered"}[f.Best.Objective] + map[bool]string{true: "Expected in time"}[f.Best.Objective == "in_time"]
}

// WorthCell is a value in such a column.
func (f Facts) WorthCell(value float64) string {
	switch f.Best.Objective {
	case "places":
		return strconv.FormatFloat(value, 'f', 0, 64)
	case "in_time":
		return strconv.FormatFloat(value, 'f', 2, 64)
	}
	return tenth(value)
}

// Asked is what the set was to have most of.
func (f Facts) Asked() string {
	switch f.Best.Objective {
	case "places":
		return "the most places"
	case "score":
		return "the highest sum of scores"
	case "covered":
		return "the most children who could have a place within 20 miles"
	}
	return "the most places expected to be open by " + f.Programme.OpenBy.Words() + " (places times each option’s chance)"
}

// Scale is one end of a criterion's declared scale.
func (document) Scale(c appraisal.Criterion, end float64) string {
	if c.Unit == "pounds" {
		return values.Pence(math.Round(end * 100)).Words()
	}
	return strconv.FormatFloat(end, 'f', -1, 64)
}

// source is where what is known of options is from.
type source struct {
	Provenance, Text string
	Options          []string
}

// sourcesOf groups options of the same source.
func sourcesOf(options []appraisal.Option) (list []source) {
	for _, o := range options {
		at := slices.IndexFunc(list, func(s source) bool { return s.Provenance == o.Provenance && s.Text == o.Source })
		if at < 0 {
			list, at = append(list, source{Provenance: o.Provenance, Text: o.Source}), len(list)
		}
		list[at].Options = append(list[at].Options, o.Name)
	}
	return list
}

// count is a number as it begins or stands in a sentence, with what is counted.
func count(n, of int, what string) string { return fmt.Sprintf("%d of the %d %s", n, of, what) }
