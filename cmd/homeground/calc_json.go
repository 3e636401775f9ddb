package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"homeground/internal/schedule"
	"homeground/internal/values"
)

// Sizes beyond any real file; they bound what a hostile one may cost.
const (
	largestJSON = 4 << 20
	deepestJSON = 8
)

// calcJSON is a calculation on one JSON file: it reads the flags and the file, says all that
// is wrong with them, and writes the answer as JSON.
func calcJSON(usage string, flags *flag.FlagSet, args []string, in io.Reader, out, errs io.Writer, answer func(in io.Reader, r *jsonReader) (any, error)) int {
	flags.SetOutput(io.Discard)
	err := flags.Parse(args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprint(out, usage)
		return 0
	}
	if err == nil && flags.NArg() != 1 {
		err = fmt.Errorf("give one file, not %d", flags.NArg())
	}
	if err != nil {
		fmt.Fprintf(errs, "homeground calc %s: %v\n\n%s", flags.Name(), err, usage)
		return 2
	}
	file := flags.Arg(0)
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			fmt.Fprintf(errs, "homeground calc %s: cannot open the file: %v\n", flags.Name(), err)
			return 2
		}
		defer f.Close()
		in = f
	}
	r := &jsonReader{doc: "docs/" + flags.Name() + ".md"}
	said, err := answer(in, r)
	for _, name := range r.unused {
		fmt.Fprintf(errs, "%s: %s is not known, and not used.\n", file, name)
	}
	for _, f := range r.faults {
		fmt.Fprintf(errs, "%s: %s, value %.80q: %s. %s.\n", file, f.Path, f.Value, f.Rule, f.Remedy)
	}
	if len(r.faults) > 0 {
		return 1
	}
	if err == nil {
		err = json.NewEncoder(out).Encode(said)
	}
	if err != nil {
		fmt.Fprintf(errs, "homeground calc %s: cannot give the answer: %v\n", flags.Name(), err)
		return 3
	}
	return 0
}

// calcFile is a calculation on one JSON object with these fields, that has no flags. Read
// turns the object into what it answers; it is not asked for if anything is wrong.
func calcFile(name, usage string, args []string, in io.Reader, out, errs io.Writer, read func(r *jsonReader, top map[string]any) func() (any, error), fields ...string) int {
	return calcJSON(usage, flag.NewFlagSet(name, flag.ContinueOnError), args, in, out, errs, func(in io.Reader, r *jsonReader) (any, error) {
		var answer func() (any, error)
		if tree, ok := r.read(in); ok {
			if top := r.object("file", tree, fields...); top != nil {
				answer = read(r, top)
			}
		}
		if len(r.faults) > 0 {
			return nil, nil
		}
		return answer()
	})
}

// jsonReader reads the JSON file of a calculation and gathers everything wrong with it on
// the way.
type jsonReader struct {
	doc    string // where the file is told of
	faults schedule.Faults
	unused []string // fields that are not known and do no harm
}

// read reads the whole file into maps, lists, texts and json.Numbers.
func (r *jsonReader) read(in io.Reader) (tree any, ok bool) {
	text, err := io.ReadAll(io.LimitReader(in, largestJSON+1))
	switch {
	case err != nil:
		r.fault("file", "", "the file can be read", "Look at the disk or the pipe it comes from")
		return nil, false
	case len(text) > largestJSON:
		r.fault("file", "", "a file holds at most 4 MB", "Give less at once")
		return nil, false
	}
	return r.parse(bytes.TrimPrefix(text, []byte("\ufeff")))
}

func (r *jsonReader) fault(path string, value any, rule, remedy string) {
	text, isText := value.(string)
	if !isText {
		b, _ := json.Marshal(value)
		text = string(b)
	}
	r.faults = append(r.faults, schedule.Fault{Path: path, Value: text, Rule: rule, Remedy: remedy})
}

// parse reads JSON into maps, lists, texts and json.Numbers. Unlike the standard
// library's own it does not let a name stand twice.
func (r *jsonReader) parse(text []byte) (any, bool) {
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
		r.fault("file", fmt.Sprintf("line %d", line), "the file is one JSON object ("+err.Error()+")", "Put the JSON right; "+r.doc+" has an example")
		return nil, false
	}
	return tree, true
}

func (r *jsonReader) value(d *json.Decoder, path string, depth int) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	if depth > deepestJSON {
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

// object is a JSON object with none but the known fields; nil if it is none.
func (r *jsonReader) object(path string, v any, known ...string) map[string]any {
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

func (r *jsonReader) text(path string, v any) string {
	s, ok := v.(string)
	if !ok && v != nil {
		r.fault(path, v, "this must be a text", "Write it in quotes")
	}
	return s
}

func (r *jsonReader) number(path string, v any) (float64, bool) {
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

func (r *jsonReader) whole(path string, v any, least, most int64) int64 {
	n, _ := v.(json.Number)
	i, err := strconv.ParseInt(n.String(), 10, 64)
	if err != nil || i < least || i > most {
		r.fault(path, v, fmt.Sprintf("this must be a whole number from %d to %d", least, most), "Write digits without quotes or a point")
		return least
	}
	return i
}

// share is a share in basis points, from 0 to so many.
func (r *jsonReader) share(path string, v any, most int64, rule, remedy string) int64 {
	share, ok := r.number(path, v)
	points := math.Round(share * 10000)
	if ok && (share < 0 || points > float64(most) || math.Abs(share*10000-points) > 1e-6) {
		r.fault(path, v, rule, remedy)
		return 0
	}
	return int64(points)
}

// date reads a day; the zero Date where there is none.
func (r *jsonReader) date(path string, v any) values.Date {
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

// list is a list of at least one and at most so many.
func (r *jsonReader) list(path string, v any, most int) []any {
	list, ok := v.([]any)
	if !ok || len(list) == 0 || len(list) > most {
		r.fault(path, fmt.Sprintf("%.40v", v), fmt.Sprintf("this must be a list of 1 to %d", most), "Write them in [ and ]")
		return nil
	}
	return list
}
