package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
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

// Sizes beyond any real option; they bound what a hostile file may cost.
const (
	largestOpening = 4 << 20
	deepestOpening = 8
)

// readOpening reads the whole file and everything wrong with it.
func readOpening(in io.Reader) (openingFile, schedule.Faults) {
	var r openingReader
	text, err := io.ReadAll(io.LimitReader(in, largestOpening+1))
	if err != nil {
		r.fault("file", "", "the file can be read", "Look at the disk or the pipe it comes from")
		return openingFile{}, r.faults
	}
	if len(text) > largestOpening {
		r.fault("file", "", "a file holds at most 4 MB", "Give one option")
		return openingFile{}, r.faults
	}
	tree, ok := r.parse(bytes.TrimPrefix(text, []byte("\ufeff")))
	if !ok {
		return openingFile{}, r.faults
	}
	return r.option(tree), r.faults
}

// openingReader gathers faults on the way.
type openingReader struct{ faults schedule.Faults }

func (r *openingReader) fault(path string, value any, rule, remedy string) {
	text, isText := value.(string)
	if !isText {
		b, _ := json.Marshal(value)
		text = string(b)
	}
	r.faults = append(r.faults, schedule.Fault{Path: path, Value: text, Rule: rule, Remedy: remedy})
}

// parse reads JSON into maps, lists, texts and json.Numbers. Unlike the standard
// library's own it does not let a name stand twice.
func (r *openingReader) parse(text []byte) (any, bool) {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	tree, err := r.value(d, "", 0)
	if err == nil {
		if _, err = d.Token(); err == nil {
			err = errors.New("more after the end of the object")
		} else if err == io.EOF {
			err = nil
		}
	}
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = errors.New("it ends too early")
	}
	if err != nil {
		line := 1 + bytes.Count(text[:min(int(d.InputOffset()), len(text))], []byte("\n"))
		r.fault("file", fmt.Sprintf("line %d", line), "the file is one JSON object ("+err.Error()+")", "Put the JSON right; docs/opening.md has an example")
		return nil, false
	}
	return tree, true
}

func (r *openingReader) value(d *json.Decoder, path string, depth int) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	if depth > deepestOpening {
		return nil, errors.New("it is nested too deeply")
	}
	switch token {
	case json.Delim('['):
		list := []any{}
		for d.More() {
			v, err := r.value(d, fmt.Sprintf("%s[%d]", path, len(list)), depth+1)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		_, err := d.Token()
		return list, err
	case json.Delim('{'):
		object := map[string]any{}
		for d.More() {
			name, err := d.Token()
			if err != nil {
				return nil, err
			}
			at := join(path, name.(string))
			v, err := r.value(d, at, depth+1)
			if err != nil {
				return nil, err
			}
			if _, twice := object[name.(string)]; twice {
				r.fault(at, v, "a field may be given once", "Leave one of them")
			}
			object[name.(string)] = v
		}
		_, err := d.Token()
		return object, err
	}
	return token, nil
}

func join(path, name string) string { return strings.TrimPrefix(path+"."+name, ".") }

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

// object is a JSON object with none but the known fields; nil if it is none.
func (r *openingReader) object(path string, v any, known ...string) map[string]any {
	o, ok := v.(map[string]any)
	if !ok {
		r.fault(path, v, "this must be an object", "Write it in { and }, with the fields "+strings.Join(known, ", "))
		return nil
	}
	var unknown []string
	for name := range o {
		if !slices.Contains(known, name) {
			unknown = append(unknown, name)
		}
	}
	slices.Sort(unknown)
	for _, name := range unknown {
		r.fault(join(strings.TrimPrefix(path, "file"), name), o[name], "the fields here are "+strings.Join(known, ", "), "Take it out, or spell it so")
	}
	return o
}

func (r *openingReader) text(path string, v any) string {
	s, ok := v.(string)
	if !ok && v != nil {
		r.fault(path, v, "this must be a text", "Write it in quotes")
	}
	return s
}

func (r *openingReader) number(path string, v any) (float64, bool) {
	n, isNumber := v.(json.Number)
	f, err := strconv.ParseFloat(n.String(), 64)
	if !isNumber || err != nil {
		if v == nil {
			v = ""
		}
		r.fault(path, v, "this must be a number", "Write digits without quotes, such as 13 or 6.5")
		return 0, false
	}
	return f, true
}

func (r *openingReader) whole(path string, v any, least, most int64) int64 {
	n, _ := v.(json.Number)
	i, err := strconv.ParseInt(n.String(), 10, 64)
	if err != nil || i < least || i > most {
		r.fault(path, v, fmt.Sprintf("this must be a whole number from %d to %d", least, most), "Write digits without quotes or a point")
		return least
	}
	return i
}

// date reads a day; the zero Date where there is none.
func (r *openingReader) date(path string, v any) values.Date {
	if v == nil {
		return values.Date{}
	}
	s, _ := v.(string)
	d, err := values.ParseDate(s)
	if err != nil || d.Time().Year() < 1900 || d.Time().Year() > 2199 {
		r.fault(path, v, "this must be a day from 1900 to 2199", "Give the day as 2026-12-01")
		return values.Date{}
	}
	return d
}
