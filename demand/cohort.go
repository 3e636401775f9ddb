package demand

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"homeground/internal/values"
)

// Cohort is what a published total is of: an age band, a need, a placement, an origin. A
// field that does not divide is all.
type Cohort struct {
	AgeBand   string `json:"age_band"`
	Need      string `json:"need"`
	Placement string `json:"placement"`
	Origin    string `json:"origin"`
}

const all = "all"

// everyone is not divided.
var everyone = Cohort{all, all, all, all}

func aged(band string) Cohort        { return Cohort{band, all, all, all} }
func placed(placement string) Cohort { return Cohort{all, all, placement, all} }

// CohortOf is the cohort that texts of a file or of an address name: what they leave empty
// is all, and an age band is known in any of its spellings.
func CohortOf(ageBand, need, placement, origin string) Cohort {
	c := Cohort{ageBand, need, placement, origin}
	for _, field := range []*string{&c.AgeBand, &c.Need, &c.Placement, &c.Origin} {
		if *field = strings.Join(strings.Fields(*field), " "); values.IsTotal(*field) {
			*field = all
		}
	}
	if from, to, ok := values.AgesOf(c.AgeBand); ok && ageWords.MatchString(strings.ToLower(c.AgeBand)) {
		switch {
		case to == 0:
			c.AgeBand = "under 1"
		case from == 0:
			c.AgeBand = fmt.Sprintf("under %d", to+1)
		case to >= values.Oldest:
			c.AgeBand = fmt.Sprintf("%d and over", from)
		case from == to:
			c.AgeBand = fmt.Sprint(from)
		default:
			c.AgeBand = fmt.Sprintf("%d to %d", from, to)
		}
	}
	return c
}

// ageWords is an age band that says nothing but ages.
var ageWords = regexp.MustCompile(`^(?:[0-9]+|aged?|ages|to|and|or|under|over|less|than|years?|old|older|[ +–-]+)+$`)

// Whole says whether the cohort is of all children looked after.
func (c Cohort) Whole() bool { return c == everyone }

// same says whether both are one cohort, in whatever case they are written.
func (c Cohort) same(o Cohort) bool {
	return strings.EqualFold(c.AgeBand, o.AgeBand) && strings.EqualFold(c.Need, o.Need) && strings.EqualFold(c.Placement, o.Placement) && strings.EqualFold(c.Origin, o.Origin)
}

// words are the fields that divide.
func (c Cohort) words() string {
	var parts []string
	for _, f := range []struct{ name, value string }{{"age band", c.AgeBand}, {"need", c.Need}, {"placement", c.Placement}, {"origin", c.Origin}} {
		if f.value != all && f.value != "" {
			parts = append(parts, f.name+" "+f.value)
		}
	}
	return strings.Join(parts, ", ")
}

func (c Cohort) compare(o Cohort) int {
	return cmp.Or(compareBands(c.AgeBand, o.AgeBand), cmp.Compare(c.Need, o.Need), cmp.Compare(c.Placement, o.Placement), cmp.Compare(c.Origin, o.Origin))
}

// compareBands puts all first and ages in their order.
func compareBands(a, b string) int {
	rank := func(band string) int {
		from, to, ok := values.AgesOf(band)
		switch {
		case band == all:
			return -1
		case ok:
			return from*(values.Oldest+1) + to
		}
		return values.Oldest * values.Oldest * 2
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
}
