package main

import (
	"fmt"
	"slices"
	"strings"

	"homeground/appraisal"
)

// caseFile is what stands in a good file.
type caseFile struct {
	businessCase   appraisal.BusinessCase
	prices, timing string
	claims         []printedClaim
}

// printedClaim is a figure somebody printed, and why it differs.
type printedClaim struct {
	appraisal.Claim
	says, reason string
	printed      int64
}

// caseReader reads courses of action.
type caseReader struct{ *jsonReader }

// Beyond any real case; the sums of all lines fit an int64, and a course's fits JSON.
const (
	mostCourses, mostLines = 20, 200
	mostOfLine             = 1e12
	mostOfCourse           = 1 << 53
)

var lineFields = []string{"name", "kind", "by", "amount", "per", "weeks", "from", "until"}

func (r *caseReader) file(top map[string]any) (f caseFile) {
	b := &f.businessCase
	if b.Years = r.whole("years", top["years"], 1, appraisal.LongestCase); len(r.faults) > 0 {
		b.Years = appraisal.LongestCase // so that lines are read on
	}
	f.timing = r.oneOf("timing", top["timing"], "year_end", "mid_year")
	b.MidYear = f.timing == "mid_year"
	f.prices = r.must("prices", top["prices"], "the prices that all amounts are in are named", "Write such as 2024/25")
	b.Rates = appraisal.GreenBookRates
	if v := top["rate"]; v != nil {
		b.Rates = []appraisal.RateFrom{{Rate: r.share("rate", v, 2000, "a rate is 0 to 0.2, with at most 4 decimals", "Write 0.035 for 3.5 %, or leave it out for the Green Book's")}}
	}
	for i, v := range r.list("courses", top["courses"], mostCourses) {
		path := fmt.Sprintf("courses[%d]", i)
		c := r.course(path, v, b.Years)
		if c.ID != "" && slices.ContainsFunc(b.Courses, func(o appraisal.Course) bool { return o.ID == c.ID }) {
			r.fault(path+".id", c.ID, "every course has an id of its own", "Give it another")
		}
		if c.Kind == appraisal.DoNothing && slices.ContainsFunc(b.Courses, func(o appraisal.Course) bool { return o.Kind == c.Kind }) {
			r.fault(path+".kind", c.Kind, "one course does nothing", "Leave one of them")
		}
		b.Courses = append(b.Courses, c)
	}
	if ids := r.ids(*b); len(ids) > len(b.Courses) && slices.Index(ids, appraisal.NothingAdded) < len(b.Courses) {
		r.fault("courses", appraisal.NothingAdded, "the course of this id does nothing", "Give it the kind do_nothing, or another id")
	}
	if v := top["claims"]; v != nil {
		for i, v := range r.list("claims", v, mostLines) {
			f.claims = append(f.claims, r.claim(fmt.Sprintf("claims[%d]", i), v, *b))
		}
	}
	return f
}

func (r *caseReader) course(path string, v any, years int64) (c appraisal.Course) {
	o := r.object(path, v, "id", "kind", "lines")
	if o == nil {
		return c
	}
	c.ID = r.must(path+".id", o["id"], "every course has an id", "Give it one")
	c.Kind = r.oneOf(path+".kind", o["kind"], appraisal.CourseKinds...)
	if list, empty := o["lines"].([]any); empty && len(list) == 0 {
		return c
	}
	var all int64
	for i, v := range r.list(path+".lines", o["lines"], mostLines) {
		at := fmt.Sprintf("%s.lines[%d]", path, i)
		l := r.line(at, v, years)
		if l.Name != "" && slices.ContainsFunc(c.Lines, func(o appraisal.Line) bool { return o.Name == l.Name }) {
			r.fault(at+".name", l.Name, "every line of a course has a name of its own", "Give it another")
		}
		c.Lines, all = append(c.Lines, l), all+2*l.Yearly()*(l.Until-l.From+1)
	}
	if all > mostOfCourse {
		r.fault(path+".lines", fmt.Sprint(all), fmt.Sprintf("twice a course's amounts add up to at most %d pence", int64(mostOfCourse)), "Look for an amount in pence that was multiplied by 100 twice")
	}
	return c
}

func (r *caseReader) line(path string, v any, years int64) (l appraisal.Line) {
	fields := lineFields
	if o, ok := v.(map[string]any); ok {
		switch o["kind"] {
		case appraisal.Works:
			fields = append(slices.Clone(fields), "building", "works_weeks", "reductions")
		case appraisal.Transfer:
			fields = append(slices.Clone(fields), "to")
		}
	}
	o := r.object(path, v, fields...)
	if o == nil {
		return l
	}
	l.Name = r.must(path+".name", o["name"], "every line has a name", "Give it one")
	l.Kind = r.oneOf(path+".kind", o["kind"], appraisal.LineKinds...)
	l.By, l.To = r.text(path+".by", o["by"]), r.text(path+".to", o["to"])
	l.Pence = r.whole(path+".amount", o["amount"], 0, mostOfLine)
	r.when(path, o, &l, years)
	switch l.Kind {
	case appraisal.Works:
		r.works(path, o, &l)
	case appraisal.Transfer:
		if l.By == "" || l.To == "" || l.By == l.To {
			r.fault(path+".to", o["to"], "a transfer has an authority that pays (by) and another that receives (to)", "Name both")
		}
	}
	return l
}

// when reads how an amount is meant and the years it falls in.
func (r *caseReader) when(path string, o map[string]any, l *appraisal.Line, years int64) {
	l.Per = appraisal.Once
	if v := o["per"]; v != nil {
		l.Per = r.oneOf(path+".per", v, appraisal.Once, appraisal.PerWeek, appraisal.PerYear)
	}
	l.Weeks = 52
	switch v := o["weeks"]; {
	case v != nil && l.Per == appraisal.Once:
		r.fault(path+".weeks", v, "weeks are of an amount per week or per year", "Take them out, or say per")
	case v != nil || l.Per == appraisal.PerWeek:
		l.Weeks = r.whole(path+".weeks", v, 1, 53)
	}
	if v := o["from"]; v != nil {
		l.From = r.whole(path+".from", v, 0, years-1)
	}
	l.Until = l.From
	if v := o["until"]; v != nil {
		l.Until = r.whole(path+".until", v, l.From, years-1)
	}
}

// works reads what optimism bias needs.
func (r *caseReader) works(path string, o map[string]any, l *appraisal.Line) {
	l.Building = r.oneOf(path+".building", o["building"], "standard", "non_standard")
	if v := o["works_weeks"]; v != nil {
		l.WorksWeeks = r.whole(path+".works_weeks", v, 1, 1000)
	}
	if o["reductions"] == nil {
		return
	}
	left := appraisal.UpperBias[l.Building]
	for i, v := range r.list(path+".reductions", o["reductions"], mostLines) {
		at := fmt.Sprintf("%s.reductions[%d]", path, i)
		fields := r.object(at, v, "of", "points", "reason")
		if fields == nil {
			continue
		}
		one := appraisal.Reduction{Weeks: fields["of"] != nil && r.oneOf(at+".of", fields["of"], "cost", "weeks") == "weeks",
			Points: r.share(at+".points", fields["points"], 10000, "this is a share, 0 to 1, with at most 4 decimals", "Write 0.08 to take 8 points off"),
			Reason: r.must(at+".reason", fields["reason"], "optimism bias is reduced for a reason", "Say what was done, or is known, that makes it less")}
		if one.Weeks {
			left.Weeks -= one.Points
		} else {
			left.Cost -= one.Points
		}
		l.Reductions = append(l.Reductions, one)
	}
	if l.Building != "" && (left.Cost < 0 || left.Weeks < 0) {
		r.fault(path+".reductions", o["reductions"], fmt.Sprintf("reductions take away at most the upper bound: %g of cost and %g of weeks", ofWhole(appraisal.UpperBias[l.Building].Cost), ofWhole(appraisal.UpperBias[l.Building].Weeks)), "Make them less")
	}
}

func (r *caseReader) claim(path string, v any, b appraisal.BusinessCase) (c printedClaim) {
	o := r.object(path, v, "says", "printed", "course", "than", "through", "twice", "reason")
	if o == nil {
		return c
	}
	c.says = r.must(path+".says", o["says"], "a claim is quoted", "Write what its source says, and where")
	c.reason = r.must(path+".reason", o["reason"], "why a claim holds or not is said", "Say in a sentence why the figures differ, or that they agree")
	c.printed = r.whole(path+".printed", o["printed"], -mostPence, mostPence)
	c.Course, c.Than = r.oneOf(path+".course", o["course"], r.ids(b)...), r.oneOf(path+".than", o["than"], r.ids(b)...)
	c.Through = r.whole(path+".through", o["through"], 0, b.Years-1)
	if o["twice"] == nil {
		return c
	}
	at := slices.IndexFunc(b.Courses, func(o appraisal.Course) bool { return o.ID == c.Than })
	for i, v := range r.list(path+".twice", o["twice"], mostLines) {
		name := r.text(fmt.Sprintf("%s.twice[%d]", path, i), v)
		if at < 0 || !slices.ContainsFunc(b.Courses[at].Lines, func(l appraisal.Line) bool { return l.Name == name }) {
			r.fault(fmt.Sprintf("%s.twice[%d]", path, i), v, "this names a line of the course in than", "Write its name as it stands there")
		}
		c.Twice = append(c.Twice, name)
	}
	return c
}

// ids are those of the courses, and that of the one which is added.
func (r *caseReader) ids(b appraisal.BusinessCase) (ids []string) {
	nothing := false
	for _, c := range b.Courses {
		ids, nothing = append(ids, c.ID), nothing || c.Kind == appraisal.DoNothing
	}
	if !nothing {
		ids = append(ids, appraisal.NothingAdded)
	}
	return ids
}

// oneOf is one of a few texts.
func (r *caseReader) oneOf(path string, v any, known ...string) string {
	if s, ok := v.(string); ok && slices.Contains(known, s) {
		return s
	}
	if v == nil {
		v = ""
	}
	r.fault(path, v, "this is one of "+strings.Join(known, ", "), "Write one of them")
	return ""
}

// must is a text that may not be empty.
func (r *caseReader) must(path string, v any, rule, remedy string) string {
	s := r.text(path, v)
	if strings.TrimSpace(s) == "" && (v == nil || v == s) {
		r.fault(path, s, rule, remedy)
	}
	return s
}
