package main

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"homeground/demand"
	"homeground/internal/choice"
)

// choiceFile is what stands in a good file.
type choiceFile struct {
	problem  choice.Problem
	decimals int                // values are whole numbers of 10^-decimals
	sooner   map[string][]int64 // of an option: its value if it opens 1, 2 ... weeks sooner
	gains    *demand.Gains      // where need covered is to be greatest
	before   int64              // what the open homes cover
}

// choiceReader reads options and rules. Values are kept as they are written until it is
// known how fine they all are.
type choiceReader struct {
	*jsonReader
	values map[string][]decimal // of an option: its value, and those if it opens sooner
	signs  map[string][]bool    // below nought
}

// mostPence is more than any budget: sums of as many as there may be fit an int64.
const mostPence = 1e15

const mostChoices = 1000

func readChoice(in io.Reader, r *jsonReader) (f choiceFile) {
	if tree, ok := r.read(in); ok {
		f = (&choiceReader{r, map[string][]decimal{}, map[string][]bool{}}).file(tree)
	}
	return f
}

func (r *choiceReader) file(tree any) (f choiceFile) {
	top := r.some("", tree, "budget", "objective", "options", "pledges", "hub_minimum", "min_places", "forced_in", "forced_out", "cells", "homes", "distance")
	if top == nil {
		return f
	}
	objective := r.text("objective", top["objective"])
	if objective == "" {
		objective = "places"
	}
	if objective != "places" && objective != "value" && objective != "covered" {
		r.fault("objective", top["objective"], "this is places, value or covered", "Choose one; what else is to be greatest, give as each option's value")
	}
	p := &f.problem
	p.Budget = r.whole("budget", top["budget"], 0, mostPence)
	if v := top["min_places"]; v != nil {
		p.MinPlaces = r.whole("min_places", v, 0, 1e9)
	}
	if v := top["pledges"]; v != nil {
		p.Pledges = r.amounts("pledges", v)
	}
	p.HubMinimum = map[string]int{}
	for hub, n := range r.amounts("hub_minimum", top["hub_minimum"]) {
		p.HubMinimum[hub] = int(min(n, mostChoices+1))
	}
	p.In, p.Out = r.texts("forced_in", top["forced_in"]), r.texts("forced_out", top["forced_out"])
	list, isList := top["options"].([]any)
	if !isList || len(list) > mostChoices {
		r.fault("options", fmt.Sprintf("%.40v", top["options"]), fmt.Sprintf("this must be a list of at most %d options", mostChoices), "Write them in [ and ]")
		return f
	}
	var covers *covering
	if objective == "covered" {
		covers = r.covering(top)
	}
	for i, v := range list {
		p.Options = append(p.Options, r.option(fmt.Sprintf("options[%d]", i), v, objective, p.Pledges != nil, covers))
	}
	for _, fault := range p.Faults() {
		r.fault("file", "", fault, "Put it right")
	}
	if covers == nil {
		f.value(r, objective)
	} else if len(r.faults) == 0 {
		for _, d := range covers.need {
			f.decimals = max(f.decimals, d.decimals)
		}
		f.gains, f.before = covers.gains(r, f.decimals)
	}
	return f
}

func (r *choiceReader) option(path string, v any, objective string, pledged bool, covers *covering) (o choice.Option) {
	fields := r.some(path, v, "id", "name", "site", "hub", "cost", "match", "authority", "places", "value", "value_if_sooner", "prerequisites", "excludes", "x", "y", "at")
	if fields == nil {
		return o
	}
	o.ID, o.Hub = r.text(path+".id", fields["id"]), r.text(path+".hub", fields["hub"])
	if n, isNumber := fields["id"].(json.Number); isNumber {
		o.ID = n.String()
	}
	if _, isList := fields["site"].([]any); isList {
		o.Sites = r.texts(path+".site", fields["site"])
	} else if site := r.text(path+".site", fields["site"]); site != "" {
		o.Sites = []string{site}
	}
	o.Cost = r.whole(path+".cost", fields["cost"], 0, mostPence)
	if v := fields["places"]; v != nil || objective == "places" || covers != nil && fields["at"] == nil {
		o.Places = r.whole(path+".places", v, 0, 1e6)
	}
	if covers != nil {
		covers.options = append(covers.options, r.where(path, fields, &o.Places))
	}
	o.Needs, o.Excludes = r.texts(path+".prerequisites", fields["prerequisites"]), r.texts(path+".excludes", fields["excludes"])
	switch match := fields["match"].(type) {
	case nil:
	case map[string]any:
		o.Match = r.amounts(path+".match", match)
	default:
		authority := r.text(path+".authority", fields["authority"])
		if amount := r.whole(path+".match", match, 0, mostPence); authority != "" {
			o.Match = map[string]int64{authority: amount}
		} else if pledged && amount > 0 {
			r.fault(path+".match", match, "pledges are by authority, and this says of no authority who gives it", `Write {"West Sussex": 5000000}, or give the option an authority`)
		}
	}
	if objective == "value" {
		r.worth(path+".value", o.ID, fields["value"])
		list, isList := fields["value_if_sooner"].([]any)
		if !isList && fields["value_if_sooner"] != nil {
			r.fault(path+".value_if_sooner", fields["value_if_sooner"], "this must be a list", "Write the value if it opens one week sooner, two weeks sooner, and so on, in [ and ]")
		}
		for i, v := range list {
			r.worth(fmt.Sprintf("%s.value_if_sooner[%d]", path, i), o.ID, v)
		}
	}
	return o
}

// worth reads a value of an option.
func (r *choiceReader) worth(path, id string, v any) {
	n, _ := v.(json.Number)
	text, negative := strings.CutPrefix(n.String(), "-")
	if negative {
		v = json.Number(text)
	}
	r.values[id], r.signs[id] = append(r.values[id], r.decimal(path, v)), append(r.signs[id], negative)
}

// decimal reads a number of 0 or more.
func (r *choiceReader) decimal(path string, v any) decimal {
	n, isNumber := v.(json.Number)
	d, fault := readDecimal(n.String())
	if !isNumber {
		fault = "not a number; write digits without quotes, such as 12 or 3.5"
	}
	if rule, remedy, wrong := strings.Cut(fault, "; "); wrong {
		r.fault(path, v, "this is "+rule, strings.ToUpper(remedy[:1])+remedy[1:])
	}
	return d
}

// value gives every option what it is worth, in units as fine as the finest asks for.
func (f *choiceFile) value(r *choiceReader, objective string) {
	for _, list := range r.values {
		for _, d := range list {
			f.decimals = max(f.decimals, d.decimals)
		}
	}
	f.sooner = map[string][]int64{}
	for i := range f.problem.Options {
		o := &f.problem.Options[i]
		if objective == "places" {
			o.Value = o.Places
			continue
		}
		for n, d := range r.values[o.ID] {
			units, ok := d.in(f.decimals)
			if !ok || units > mostPence {
				r.fault(fmt.Sprintf("options[%d].value", i), d.String(), "this is more than can be counted exactly, as fine as the finest value is written", "Write fewer decimals or smaller numbers")
			}
			if r.signs[o.ID][n] {
				units = -units
			}
			if n == 0 {
				o.Value = units
			} else {
				f.sooner[o.ID] = append(f.sooner[o.ID], units)
			}
		}
	}
}

// some is a JSON object; fields that are not known are noted and not used.
func (r *choiceReader) some(path string, v any, known ...string) map[string]any {
	fields, ok := v.(map[string]any)
	if !ok {
		return r.object(path, v, known...)
	}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if !slices.Contains(known, name) {
			r.unused = append(r.unused, join(path, name))
		}
	}
	return fields
}

// amounts are whole numbers of 0 or more by name.
func (r *choiceReader) amounts(path string, v any) map[string]int64 {
	fields, ok := v.(map[string]any)
	if !ok && v != nil {
		r.fault(path, v, "this must be an object", `Write {"name": 1}`)
	}
	amounts := map[string]int64{}
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		amounts[name] = r.whole(path+"."+name, fields[name], 0, mostPence)
	}
	return amounts
}

// texts is a list of texts.
func (r *choiceReader) texts(path string, v any) (list []string) {
	texts, ok := v.([]any)
	if !ok && v != nil {
		r.fault(path, v, "this must be a list", "Write it in [ and ]")
	}
	for i, v := range texts {
		if n, isNumber := v.(json.Number); isNumber {
			list = append(list, n.String())
			continue
		}
		list = append(list, r.text(fmt.Sprintf("%s[%d]", path, i), v))
	}
	return list
}
