package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"homeground/internal/schedule"
	"homeground/internal/values"
)

// openingFile is what stands in a good file.
type openingFile struct {
	option    string
	start, by values.Date
	runs      int
	seed      int64
	network   *schedule.Network
}

// readOpening reads the whole file and everything wrong with it.
func readOpening(in io.Reader, r *jsonReader) (f openingFile) {
	if tree, ok := r.read(in); ok {
		f = (&openingReader{r}).option(tree)
	}
	return f
}

// openingReader reads an option.
type openingReader struct{ *jsonReader }

const defaultRuns, defaultSeed = 10000, 1

func (r *openingReader) option(tree any) openingFile {
	top := r.object("file", tree, "option", "start", "by", "runs", "seed", "stages")
	if top == nil {
		return openingFile{}
	}
	f := openingFile{option: r.text("option", top["option"]), start: r.date("start", top["start"]), by: r.date("by", top["by"]),
		runs: defaultRuns, seed: defaultSeed}
	if top["start"] == nil {
		r.fault("start", "", "the day the option starts must be given", "Give the day as 2026-12-01")
	}
	if v := top["runs"]; v != nil {
		f.runs = int(r.whole("runs", v, 1, schedule.MaxRuns))
	}
	if v := top["seed"]; v != nil {
		f.seed = r.whole("seed", v, -1<<53, 1<<53)
	}
	list, isList := top["stages"].([]any)
	if !isList && top["stages"] != nil {
		r.fault("stages", top["stages"], "this must be a list", "Write them in [ and ]")
		return f
	}
	stages := make([]schedule.Stage, len(list))
	for i, v := range list {
		if len(list) <= schedule.MaxStages {
			stages[i] = r.stage(fmt.Sprintf("stages[%d]", i), v)
		}
	}
	f.network = r.check(stages)
	return f
}

// check makes the network and adds what is wrong with it, but for fields that could
// not be read in the first place.
func (r *openingReader) check(stages []schedule.Stage) *schedule.Network {
	network, err := schedule.NewNetwork(stages)
	var faults schedule.Faults
	errors.As(err, &faults)
	unread := r.faults
	for _, f := range faults {
		told := slices.ContainsFunc(unread, func(u schedule.Fault) bool { return f.Path == u.Path || strings.HasPrefix(f.Path, u.Path+".") })
		if !told {
			r.faults = append(r.faults, f)
		}
	}
	return network
}

// stage reads one stage. Where one of its lengths cannot be read none is taken, as
// the others cannot be compared with it.
func (r *openingReader) stage(path string, v any) schedule.Stage {
	s := schedule.Stage{Chance: 1}
	o := r.object(path, v, "code", "name", "optimistic", "likely", "pessimistic", "chance", "follows")
	if o == nil {
		return s
	}
	s.Code = r.text(path+".code", o["code"])
	r.text(path+".name", o["name"])
	var weeks [3]float64
	readable := true
	for i, name := range []string{"optimistic", "likely", "pessimistic"} {
		var ok bool
		if weeks[i], ok = r.number(path+"."+name, o[name]); !ok {
			readable = false
		}
	}
	if readable {
		s.Optimistic, s.Likely, s.Pessimistic = weeks[0], weeks[1], weeks[2]
	}
	if v := o["chance"]; v != nil {
		if chance, ok := r.number(path+".chance", v); ok {
			s.Chance = chance
		}
	}
	s.Follows = r.follows(path+".follows", o["follows"])
	return s
}

func (r *openingReader) follows(path string, v any) []schedule.Link {
	list, isList := v.([]any)
	if !isList && v != nil {
		r.fault(path, v, "this must be a list", `Write ["design"] or [{"code":"design","lag_weeks":-2}]`)
	}
	links := make([]schedule.Link, len(list))
	for i, v := range list {
		at := fmt.Sprintf("%s[%d]", path, i)
		if code, isText := v.(string); isText {
			links[i].Code = code
			continue
		}
		o := r.object(at, v, "code", "lag_weeks")
		links[i].Code = r.text(at+".code", o["code"])
		if v := o["lag_weeks"]; v != nil {
			links[i].LagWeeks, _ = r.number(at+".lag_weeks", v)
		}
	}
	return links
}
