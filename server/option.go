package server

import (
	"context"

	"homeground/appraisal"
	"homeground/internal/values"
)

type optionsInput struct {
	Hub       string `query:"hub" maxLength:"100"`
	Route     string `query:"route" maxLength:"40"`
	Fits      bool   `query:"fits" doc:"Only those that could be projects as things are now, or are"`
	Meets     bool   `query:"meets" doc:"Only those 80 % likely to be open by the programme's day"`
	Withdrawn bool   `query:"withdrawn" doc:"The withdrawn ones instead, which have no rank"`
	Appraisal int64  `query:"appraisal" minimum:"0" doc:"A saved appraisal to rank by; 0: the current one"`
	Weights   string `query:"weights" maxLength:"500" doc:"As in places:4000,time_to_open:3500,cost_per_place:2500, in hundredths of a per cent, adding up to 10000"`
}

type optionsBody struct {
	Items          []appraisal.Option    `json:"items"`
	Total          int                   `json:"total" doc:"Options before any filter; ranks count them all"`
	Withdrawn      int                   `json:"withdrawn" doc:"Withdrawn options, before any filter"`
	Criteria       []appraisal.Criterion `json:"criteria"`
	OpenBy         values.Date           `json:"open_by" format:"date"`
	Lead           string                `json:"lead"`
	WeightsDefault bool                  `json:"weights_default" doc:"Ranked by the board's own weights"`
	Appraisal      *appraisal.Appraisal  `json:"appraisal,omitempty" doc:"Whose criteria they are ranked by; none: the programme's own"`
}

func (r *request) options(ctx context.Context, in *optionsInput) (*answer[optionsBody], error) {
	weights, err := appraisal.ParseWeights(in.Weights)
	if err != nil {
		return nil, err
	}
	ranking, err := appraisal.RankBy(ctx, r.db, r.sim, in.Appraisal, weights)
	if err != nil {
		return nil, err
	}
	b := optionsBody{Items: []appraisal.Option{}, Total: len(ranking.Options), Withdrawn: len(ranking.Withdrawn), Criteria: ranking.Criteria, OpenBy: ranking.Programme.OpenBy,
		Lead: ranking.Lead, WeightsDefault: weights == nil}
	shown := ranking.Options
	if in.Withdrawn {
		shown = ranking.Withdrawn
	}
	if ranking.Appraisal.ID != 0 {
		b.Appraisal = &ranking.Appraisal
	}
	for _, o := range shown {
		switch {
		case in.Hub != "" && o.Hub != in.Hub, in.Route != "" && o.Route != in.Route, in.Fits && o.Blocked != "",
			in.Meets && o.Opening.P80.After(ranking.Programme.OpenBy):
			continue
		}
		b.Items = append(b.Items, o)
	}
	return &answer[optionsBody]{b}, nil
}

type weightsInput struct {
	Appraisal int64  `query:"appraisal" minimum:"0" doc:"As listOptions takes it"`
	Weights   string `query:"weights" maxLength:"500" doc:"As listOptions takes them"`
}

func (r *request) sensitivity(ctx context.Context, in *weightsInput) (*answer[appraisal.Firmness], error) {
	weights, err := appraisal.ParseWeights(in.Weights)
	if err != nil {
		return nil, err
	}
	firm, err := appraisal.HowFirm(ctx, r.db, r.sim, in.Appraisal, weights)
	return &answer[appraisal.Firmness]{firm}, err
}

func (r *request) option(ctx context.Context, in *ByID) (*record[appraisal.OptionDetail], error) {
	detail, err := appraisal.ReadOption(ctx, r.db, r.sim, in.ID)
	return recordOf(detail, detail.Version), err
}

type moneyInput struct {
	ByID
	WeeklyFee   string `query:"weekly_fee" maxLength:"20" doc:"Pence; of each of these, what is left out is what is known of the option's site, or else what is usual"`
	YearlyCost  string `query:"yearly_cost" maxLength:"20" doc:"Staff and running costs, in pence"`
	OwnChildren string `query:"own_children" maxLength:"20" doc:"Children of its own authority, who bring no income"`
	Occupancy   string `query:"occupancy" maxLength:"20" doc:"Hundredths of a per cent of the places"`
	Zones       string `query:"zones" maxLength:"20" doc:"Of as many places each, that can be mothballed one by one"`
	ZoneSaving  string `query:"zone_saving" maxLength:"20" doc:"What one mothballed zone saves in a year, in pence"`
}

func (r *request) optionMoney(ctx context.Context, in *moneyInput) (*answer[appraisal.OptionMoney], error) {
	money, err := appraisal.Money(ctx, r.db, in.ID, map[string]string{"weekly_fee": in.WeeklyFee, "yearly_cost": in.YearlyCost, "own_children": in.OwnChildren,
		"occupancy": in.Occupancy, "zones": in.Zones, "zone_saving": in.ZoneSaving})
	return &answer[appraisal.OptionMoney]{money}, err
}

type coursesInput struct {
	ByID
	Years   string `query:"years" maxLength:"20" doc:"How many years are looked at; of each of these, what is left out is what is recorded or usual"`
	Keeping string `query:"keeping" maxLength:"20" doc:"What keeping the site as it is costs a year, in pence"`
	Repaid  string `query:"repaid" maxLength:"20" doc:"Grant that closing it would have repaid, in pence"`
}

func (r *request) optionCourses(ctx context.Context, in *coursesInput) (*answer[appraisal.Courses], error) {
	courses, err := appraisal.ReadCourses(ctx, r.db, r.sim, in.ID, map[string]string{"years": in.Years, "keeping": in.Keeping, "repaid": in.Repaid}, r.today())
	return &answer[appraisal.Courses]{courses}, err
}

func (r *request) stage(ctx context.Context, in *ByID) (*record[appraisal.Stage], error) {
	stage, err := appraisal.ReadStage(ctx, r.db, in.ID)
	return recordOf(stage, stage.Version), err
}

type stageInput struct {
	ByID
	Body appraisal.StageChange
}

func (r *request) changeStage(ctx context.Context, in *stageInput) (*record[appraisal.OptionDetail], error) {
	option, err := appraisal.ChangeStage(ctx, r.db, in.ID, r.version, in.Body)
	if err != nil {
		return nil, err
	}
	return r.option(ctx, &ByID{option})
}

func (r *request) choice(ctx context.Context, _ *struct{}) (*answer[appraisal.Choice], error) {
	c, err := appraisal.ReadChoice(ctx, r.db, r.sim)
	return &answer[appraisal.Choice]{c}, err
}

// Wished is what a best set is asked for.
type Wished struct {
	Objective string   `query:"objective" enum:"places,in_time,score,covered" default:"in_time" doc:"What the set is to have most of: places, places times each option's chance of opening by the day, score, or need covered by the set within 20 miles"`
	In        []int64  `query:"in" maxItems:"50" doc:"Options that must be in"`
	Out       []int64  `query:"out" maxItems:"50" doc:"Options that must be out"`
	Only      bool     `query:"only" doc:"Nothing but what must be in: a set of one's own"`
	Off       []string `query:"off" maxItems:"20" doc:"Names of rules that are off, as the answer names them"`
	Budget    int64    `query:"budget" minimum:"-1" maximum:"1000000000000" default:"-1" doc:"Grant in pence; -1, or left out: what projects leave of the award"`
}

func (in *Wished) wish() appraisal.Wish {
	w := appraisal.Wish{Objective: in.Objective, In: in.In, Out: in.Out, Only: in.Only, Off: in.Off}
	if in.Budget >= 0 {
		w.Budget = &in.Budget
	}
	return w
}

func (r *request) best(ctx context.Context, in *Wished) (*answer[appraisal.BestSet], error) {
	best, err := appraisal.ReadBest(ctx, r.db, r.sim, in.wish())
	return &answer[appraisal.BestSet]{best}, err
}

func (r *request) robustness(ctx context.Context, in *Wished) (*answer[appraisal.Robustness], error) {
	robustness, err := appraisal.ReadRobustness(ctx, r.db, r.sim, in.wish())
	return &answer[appraisal.Robustness]{robustness}, err
}

type changesInput struct {
	ByID
	Wished
}

func (r *request) choiceChanges(ctx context.Context, in *changesInput) (*answer[appraisal.ChoiceChanges], error) {
	changes, err := appraisal.ReadChanges(ctx, r.db, r.sim, in.wish(), in.ID)
	return &answer[appraisal.ChoiceChanges]{changes}, err
}
