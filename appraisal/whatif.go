package appraisal

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"

	"homeground/internal/problem"
	"homeground/internal/schedule"
	"homeground/internal/values"
	"homeground/projects"
)

// Supposed is what is asked of an option's opening instead of what is recorded. Nothing
// of it is kept.
type Supposed struct {
	Weeks     map[string]float64 // a stage takes exactly so long
	Without   []string           // a stage is not needed: no length, no lag
	Certain   []string           // a branch is needed for certain
	Starts    values.Date        // the first stages start on another day
	PastPaces bool               // the ranges are as much longer or shorter as past milestones of their kind were
}

// WhatIf is when an option would open if things were other than recorded.
type WhatIf struct {
	Was     Opening          `json:"was" doc:"As recorded"`
	Opening Opening          `json:"opening" doc:"As supposed, with the same random numbers"`
	OpenBy  values.Date      `json:"open_by" format:"date"`
	Curve   []schedule.Point `json:"curve" doc:"As supposed: by each day, the share of runs that are open"`
	Stages  []WhatIfStage    `json:"stages"`
	Said    []string         `json:"said" doc:"What is supposed, a sentence each"`
	Paces   []StagePace      `json:"paces" doc:"What past milestones of these kinds took; those are taken into account only where that is asked"`
}

// WhatIfStage is a stage as supposed.
type WhatIfStage struct {
	Code        string      `json:"code"`
	Name        string      `json:"name"`
	Optimistic  float64     `json:"optimistic"`
	Likely      float64     `json:"likely"`
	Pessimistic float64     `json:"pessimistic"`
	Chance      float64     `json:"chance"`
	Needed      bool        `json:"needed"`
	Critical    float64     `json:"critical" doc:"Share of runs in which it sets the opening day"`
	CriticalWas float64     `json:"critical_was"`
	FinishP50   values.Date `json:"finish_p50" format:"date"`
}

// StagePace is what past milestones of a stage's kind were planned to take and took.
type StagePace struct {
	Milestone   string  `json:"milestone"`
	Name        string  `json:"name"`
	Whose       string  `json:"whose" doc:"The authority, or all authorities where it has reached none yet"`
	Milestones  int     `json:"milestones"`
	PlannedDays int     `json:"planned_days"`
	TookDays    int     `json:"took_days"`
	Factor      float64 `json:"factor" doc:"Took by planned: the ranges are multiplied by it where that is asked"`
}

// ReadWhatIf simulates one option as supposed, beside how it is recorded.
func ReadWhatIf(ctx context.Context, db *gorm.DB, sim *Simulator, id int64, s Supposed) (WhatIf, error) {
	d, err := ReadOption(ctx, db, sim, id)
	if err != nil {
		return WhatIf{}, err
	}
	past, err := projects.Paces(ctx, db)
	if err != nil {
		return WhatIf{}, err
	}
	paces := pacesOf(d.Option, d.Stages, past)
	stages, said, err := s.apply(d.Stages, paces)
	if err != nil {
		return WhatIf{}, err
	}
	o := d.Option
	if !s.Starts.IsZero() {
		o.StartsOn = s.Starts
		said = append(said, fmt.Sprintf("It starts on %s instead of %s.", s.Starts.Words(), d.StartsOn.Words()))
	}
	run, err := sim.run(o, stages, d.Seed)
	if err != nil {
		return WhatIf{}, err
	}
	w := WhatIf{Was: d.Opening, Opening: openingOf(run, d.OpenBy), OpenBy: d.OpenBy, Curve: run.Curve, Said: said, Paces: paces}
	for i, st := range stages {
		w.Stages = append(w.Stages, WhatIfStage{Code: st.Code, Name: st.Name, Optimistic: st.Optimistic, Likely: st.Likely, Pessimistic: st.Pessimistic, Chance: st.Chance,
			Needed: !slices.Contains(s.Without, st.Code), Critical: run.Stages[i].Critical, CriticalWas: d.Stages[i].Critical, FinishP50: run.Stages[i].FinishP50})
	}
	return w, nil
}

func openingOf(run *schedule.Result, openBy values.Date) Opening {
	return Opening{run.P10, run.P50, run.P80, run.P90, run.Chance(openBy)}
}

// apply answers the stages as supposed, and says so; all that cannot be is said at once.
func (s Supposed) apply(stages []Stage, paces []StagePace) ([]Stage, []string, error) {
	p := &problem.Problem{Kind: problem.Invalid, Text: "This cannot be supposed."}
	s.check(stages, p)
	if len(p.Faults) > 0 {
		return nil, nil, p
	}
	list, said := make([]Stage, len(stages)), []string{}
	for i, st := range stages {
		list[i] = st
		to := &list[i]
		weeks, exact := s.Weeks[st.Code]
		pace := slices.IndexFunc(paces, func(p StagePace) bool { return p.Milestone == st.Milestone })
		switch {
		case slices.Contains(s.Without, st.Code):
			to.Optimistic, to.Likely, to.Pessimistic, to.Chance, to.Follows = 0, 0, 0, 1, withoutLags(st.Follows)
			said = append(said, st.Name+" is not needed.")
			continue
		case exact:
			to.Optimistic, to.Likely, to.Pessimistic = weeks, weeks, weeks
			said = append(said, fmt.Sprintf("%s takes exactly %s.", st.Name, counted(weeks, "week")))
		case s.PastPaces && pace >= 0:
			to.pace(paces[pace].Factor)
			said = append(said, st.Name+" "+paces[pace].words())
		}
		if slices.Contains(s.Certain, st.Code) {
			to.Chance = 1
			said = append(said, st.Name+" is needed for certain.")
		}
	}
	return list, said, nil
}

func (s Supposed) check(stages []Stage, p *problem.Problem) {
	codes := make([]string, len(stages))
	for i, st := range stages {
		codes[i] = st.Code
	}
	known := func(field, code string) {
		if !slices.Contains(codes, code) {
			p.Faults = append(p.Faults, problem.Fault{Field: field, Text: fmt.Sprintf("%q is no stage of this option. Its stages are %s.", code, strings.Join(codes, ", "))})
		}
	}
	for _, code := range slices.Sorted(maps.Keys(s.Weeks)) {
		known("weeks", code)
		if weeks := s.Weeks[code]; !(weeks >= 0 && weeks <= schedule.MaxWeeks) {
			p.Faults = append(p.Faults, problem.Fault{Field: "weeks", Text: fmt.Sprintf("Of %s, enter 0 to %d weeks.", code, schedule.MaxWeeks)})
		}
		if slices.Contains(s.Without, code) {
			p.Faults = append(p.Faults, problem.Fault{Field: "without", Text: fmt.Sprintf("%s cannot both take so many weeks and not be needed. Leave one.", code)})
		}
	}
	for _, code := range s.Without {
		known("without", code)
	}
	if year := s.Starts.Time().Year(); !s.Starts.IsZero() && (year < 1900 || year > 2199) {
		p.Faults = append(p.Faults, problem.Fault{Field: "starts", Text: "Enter a day from 1900 to 2199."})
	}
	for _, code := range s.Certain {
		known("certain", code)
		if slices.Contains(s.Without, code) {
			p.Faults = append(p.Faults, problem.Fault{Field: "certain", Text: fmt.Sprintf("%s cannot both be certain and not be needed. Leave one.", code)})
		}
	}
}

// pace makes a range longer or shorter, within what a stage may take.
func (s *Stage) pace(factor float64) {
	for _, weeks := range []*float64{&s.Optimistic, &s.Likely, &s.Pessimistic} {
		*weeks = min(*weeks*factor, schedule.MaxWeeks)
	}
}

func withoutLags(follows []Follow) []Follow {
	list := make([]Follow, len(follows))
	for i, f := range follows {
		list[i] = Follow{Code: f.Code}
	}
	return list
}

func (p StagePace) words() string {
	of := fmt.Sprintf("as past ones did (%s of %s).", counted(float64(p.Milestones), "milestone"), p.Whose)
	switch percent := math.Round(100 * (p.Factor - 1)); {
	case percent > 0:
		return fmt.Sprintf("takes %g %% longer than recorded, %s", percent, of)
	case percent < 0:
		return fmt.Sprintf("takes %g %% less than recorded, %s", -percent, of)
	}
	return "takes what is recorded, " + of
}

// counted is a number of things, in the singular for exactly one.
func counted(n float64, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return strconv.FormatFloat(n, 'f', -1, 64) + " " + thing
}

// pacesOf are the paces of an option's kinds of stages, in its order: its authority's
// own where it has any, else of all authorities together.
func pacesOf(o Option, stages []Stage, past []projects.Pace) []StagePace {
	list := []StagePace{}
	for _, st := range stages {
		if slices.ContainsFunc(list, func(p StagePace) bool { return p.Milestone == st.Milestone }) {
			continue
		}
		all := StagePace{Milestone: st.Milestone, Name: projects.MilestoneName(st.Milestone), Whose: "all authorities"}
		own := all
		for _, p := range past {
			if p.Code != st.Milestone {
				continue
			}
			all.add(p)
			if p.AuthorityCode == o.AuthorityCode {
				own.Whose = p.AuthorityName
				own.add(p)
			}
		}
		switch {
		case own.Milestones > 0:
			list = append(list, own)
		case all.Milestones > 0:
			list = append(list, all)
		}
	}
	return list
}

func (p *StagePace) add(past projects.Pace) {
	p.Milestones += past.Milestones
	p.PlannedDays += past.PlannedDays
	p.TookDays += past.TookDays
	p.Factor = float64(p.TookDays) / float64(p.PlannedDays)
}

// ParseWeeks reads weeks typed as ofsted:40,works:30.5; all faults at once.
func ParseWeeks(text string) (map[string]float64, error) {
	weeks := map[string]float64{}
	p := &problem.Problem{Kind: problem.Invalid, Text: "This cannot be supposed."}
	for _, pair := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' }) {
		code, typed, _ := strings.Cut(pair, ":")
		code = strings.TrimSpace(code)
		n, err := strconv.ParseFloat(strings.TrimSpace(typed), 64)
		if _, twice := weeks[code]; twice {
			p.Faults = append(p.Faults, problem.Fault{Field: "weeks", Text: fmt.Sprintf("%s has two lengths: leave one.", code)})
		}
		if code == "" || err != nil {
			p.Faults = append(p.Faults, problem.Fault{Field: "weeks", Text: fmt.Sprintf("%q cannot be read: write a stage, a colon and a number of weeks, as in ofsted:40.", pair)})
			continue
		}
		weeks[code] = n
	}
	if len(p.Faults) > 0 {
		return nil, p
	}
	return weeks, nil
}
