package appraisal

import (
	"fmt"
	"slices"
	"strings"

	"homeground/internal/problem"
	"homeground/internal/values"
)

// TypedPlaces are an option's places of one type.
type TypedPlaces struct {
	Type   string `json:"type" enum:"solo,two_to_four,secure,step_down,emergency,short_break,other"`
	Places int    `json:"places"`
}

// Match is money towards an option that is not the grant's, from one source.
type Match struct {
	Source        string `json:"source" enum:"authority,nhs,government,charity,company,other"`
	AuthorityCode string `json:"authority_code,omitempty" maxLength:"40" doc:"Of an authority: its code. It counts against what the authority has pledged"`
	Name          string `json:"name,omitempty" maxLength:"200" doc:"Of any other source: who gives it"`
	AmountPence   int64  `json:"amount_pence"`
	Secured       bool   `json:"secured" doc:"Promised in writing"`
}

// OptionFields are what a proposal says. What a change leaves out stays; a list that is
// given replaces the one there was.
type OptionFields struct {
	Name             *string        `json:"name,omitempty" maxLength:"200"`
	Proposal         *string        `json:"proposal,omitempty" maxLength:"4000" doc:"What is proposed"`
	AuthorityCode    *string        `json:"authority_code,omitempty" maxLength:"40"`
	Sites            *[]int64       `json:"sites,omitempty" maxItems:"20" doc:"By number; none: the site is still to be found"`
	Template         *string        `json:"template,omitempty" maxLength:"40" doc:"Code of a template: the option takes its route, and its stages anew"`
	DeliveryModel    *string        `json:"delivery_model,omitempty" enum:"authority_run,partnership,procured"`
	PlacesByType     *[]TypedPlaces `json:"places_by_type,omitempty" maxItems:"20" doc:"The option's places are their sum"`
	CostLowPence     *int64         `json:"cost_low_pence,omitempty"`
	CostLikelyPence  *int64         `json:"cost_likely_pence,omitempty"`
	CostHighPence    *int64         `json:"cost_high_pence,omitempty"`
	ContingencyPence *int64         `json:"contingency_pence,omitempty" doc:"The part of the likely cost set aside for what cannot be foreseen"`
	GrantPence       *int64         `json:"grant_pence,omitempty"`
	Match            *[]Match       `json:"match,omitempty" maxItems:"40" doc:"match_pence is their sum"`
	StartsOn         *values.Date   `json:"starts_on,omitempty" format:"date"`
	Needs            *[]int64       `json:"needs,omitempty" maxItems:"40" doc:"Options, by number, that must be chosen with it or be projects already"`
	Excludes         *[]int64       `json:"excludes,omitempty" maxItems:"40" doc:"Options, by number, that it cannot be chosen with"`
	Notes            *string        `json:"notes,omitempty" maxLength:"4000"`
}

const (
	mostPlaces = 500
	mostPence  = 100_000_000_000 // a thousand million pounds: more is a slip of the hand
)

// faults are all that is wrong with an input, to be told at once.
type faults []problem.Fault

func (f *faults) add(field, text string, args ...any) {
	*f = append(*f, problem.Fault{Field: field, Text: fmt.Sprintf(text, args...)})
}

func (f faults) err() error {
	switch len(f) {
	case 0:
		return nil
	case 1:
		return problem.Field(f[0].Field, f[0].Text)
	}
	return &problem.Problem{Kind: problem.Invalid, Text: fmt.Sprintf("Correct these %d fields.", len(f)), Faults: f}
}

// A draft is an option as it would be: what is there, with the fields given put over it.
type draft struct {
	Name, Proposal, AuthorityCode, Route, DeliveryModel, Notes string
	PlacesByType                                               []TypedPlaces
	Low, Likely, High, Contingency, Grant                      int64
	Match                                                      []Match
	StartsOn                                                   values.Date
	Sites, Needs, Excludes                                     []int64
}

// over puts the fields that are given over a draft.
func (v OptionFields) over(d draft) draft {
	put(&d.Name, trimmed(v.Name))
	put(&d.Proposal, trimmed(v.Proposal))
	put(&d.AuthorityCode, v.AuthorityCode)
	put(&d.DeliveryModel, v.DeliveryModel)
	put(&d.Notes, trimmed(v.Notes))
	put(&d.PlacesByType, v.PlacesByType)
	put(&d.Low, v.CostLowPence)
	put(&d.Likely, v.CostLikelyPence)
	put(&d.High, v.CostHighPence)
	put(&d.Contingency, v.ContingencyPence)
	put(&d.Grant, v.GrantPence)
	put(&d.Match, v.Match)
	put(&d.StartsOn, v.StartsOn)
	put(&d.Sites, v.Sites)
	put(&d.Needs, v.Needs)
	put(&d.Excludes, v.Excludes)
	return d
}

func put[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

func trimmed(text *string) *string {
	if text == nil {
		return nil
	}
	t := strings.TrimSpace(*text)
	return &t
}

func (d draft) places() (sum int) {
	for _, p := range d.PlacesByType {
		sum += p.Places
	}
	return sum
}

func (d draft) match() (sum int64) {
	for _, m := range d.Match {
		sum += m.AmountPence
	}
	return sum
}

// check is what is wrong with a draft by itself; award is the whole grant.
func (d draft) check(f *faults, award int64) {
	if d.Name == "" {
		f.add("name", "Give the option a name, such as the place and what is done there.")
	}
	if d.AuthorityCode == "" {
		f.add("authority_code", "Say which authority would run it, or have it run.")
	}
	if d.StartsOn.IsZero() {
		f.add("starts_on", "Give the day on which work on it would start.")
	}
	d.checkPlaces(f)
	d.checkCosts(f)
	d.checkMatch(f)
	d.checkFunding(f, award)
	if twice(d.Sites) {
		f.add("sites", "Give each site once.")
	}
	d.checkLinks(f)
}

func (d draft) checkPlaces(f *faults) {
	if len(d.PlacesByType) == 0 {
		f.add("places_by_type", "Give the places it would open, by type: one at least.")
	}
	types := []string{}
	for i, p := range d.PlacesByType {
		if p.Places < 1 || p.Places > mostPlaces {
			f.add(fmt.Sprintf("places_by_type[%d].places", i), "Give a whole number of places from 1 to %d.", mostPlaces)
		}
		if slices.Contains(types, p.Type) {
			f.add(fmt.Sprintf("places_by_type[%d].type", i), "Give each type once.")
		}
		types = append(types, p.Type)
	}
}

func (d draft) checkCosts(f *faults) {
	before := len(*f)
	for _, m := range []struct {
		field string
		pence int64
	}{{"cost_low_pence", d.Low}, {"cost_likely_pence", d.Likely}, {"cost_high_pence", d.High}, {"contingency_pence", d.Contingency}, {"grant_pence", d.Grant}} {
		if m.pence < 0 || m.pence > mostPence {
			f.add(m.field, "Give an amount from £0 to %s.", values.Pence(mostPence).Words())
		}
	}
	if len(*f) > before {
		return
	}
	if d.Likely == 0 {
		f.add("cost_likely_pence", "Give what it would most likely cost.")
	}
	if d.Low > d.Likely {
		f.add("cost_low_pence", "The lowest cost cannot be above the likely cost, %s.", values.Pence(d.Likely).Words())
	}
	if d.High < d.Likely {
		f.add("cost_high_pence", "The highest cost cannot be below the likely cost, %s.", values.Pence(d.Likely).Words())
	}
	if d.Contingency > d.Likely {
		f.add("contingency_pence", "The contingency is a part of the likely cost: it cannot be above %s.", values.Pence(d.Likely).Words())
	}
}

func (d draft) checkMatch(f *faults) {
	for i, m := range d.Match {
		at := fmt.Sprintf("match[%d].", i)
		if m.AmountPence < 1 || m.AmountPence > mostPence {
			f.add(at+"amount_pence", "Give an amount above £0, and at most %s.", values.Pence(mostPence).Words())
		}
		if m.Source == "authority" && m.AuthorityCode == "" {
			f.add(at+"authority_code", "Say which authority gives it.")
		}
		if m.Source != "authority" && m.AuthorityCode != "" {
			f.add(at+"authority_code", "Leave the authority out: the source is not an authority.")
		}
		if m.Source != "authority" && strings.TrimSpace(m.Name) == "" {
			f.add(at+"name", "Say who gives it.")
		}
	}
}

// checkFunding checks that the grant and the match are not more than what is to be paid.
func (d draft) checkFunding(f *faults, award int64) {
	if d.Grant > award {
		f.add("grant_pence", "Ask for at most the whole award, %s.", values.Pence(award).Words())
	} else if over := d.Grant + d.match() - d.Likely; over > 0 && d.Grant >= 0 && d.Likely > 0 {
		f.add("grant_pence", "The grant and the match together are %s above the likely cost. Ask for less.", values.Pence(over).Words())
	}
}

func (d draft) checkLinks(f *faults) {
	if twice(d.Needs) {
		f.add("needs", "Give each option once.")
	}
	if twice(d.Excludes) {
		f.add("excludes", "Give each option once.")
	}
	if slices.ContainsFunc(d.Needs, func(id int64) bool { return slices.Contains(d.Excludes, id) }) {
		f.add("excludes", "An option cannot be needed and excluded both.")
	}
}

// fixed are the fields that a project has taken over from its option.
func (d draft) fixed(f *faults, was draft, project string) {
	for _, c := range []struct {
		field   string
		changed bool
	}{
		{"authority_code", d.AuthorityCode != was.AuthorityCode}, {"sites", !sameIDs(d.Sites, was.Sites)}, {"template", d.Route != was.Route},
		{"places_by_type", d.places() != was.places()}, {"cost_likely_pence", d.Likely != was.Likely},
		{"grant_pence", d.Grant != was.Grant}, {"match", d.match() != was.match()}, {"starts_on", d.StartsOn != was.StartsOn},
	} {
		if c.changed {
			f.add(c.field, "This option is the project %s already, which has taken this over: it stays as it is here.", project)
		}
	}
}

func twice(ids []int64) bool {
	sorted := slices.Sorted(slices.Values(ids))
	return len(slices.Compact(sorted)) < len(ids)
}

func sameIDs(a, b []int64) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
