package server

import (
	"context"

	"homeground/appraisal"
	"homeground/internal/values"
)

type optionsInput struct {
	Hub     string `query:"hub" maxLength:"100"`
	Route   string `query:"route" maxLength:"40"`
	Fits    bool   `query:"fits" doc:"Only those that could be marked as chosen now, or are"`
	Meets   bool   `query:"meets" doc:"Only those 80 % likely to be open by the programme's day"`
	Weights string `query:"weights" maxLength:"500" doc:"As in places:4000,time_to_open:3500,cost_per_place:2500, in hundredths of a per cent, adding up to 10000"`
}

type optionsBody struct {
	Items          []appraisal.Option    `json:"items"`
	Total          int                   `json:"total" doc:"Options before any filter; ranks count them all"`
	Criteria       []appraisal.Criterion `json:"criteria"`
	OpenBy         values.Date           `json:"open_by" format:"date"`
	Lead           string                `json:"lead"`
	WeightsDefault bool                  `json:"weights_default" doc:"Ranked by the board's own weights"`
}

func (r *request) options(ctx context.Context, in *optionsInput) (*answer[optionsBody], error) {
	weights, err := appraisal.ParseWeights(in.Weights)
	if err != nil {
		return nil, err
	}
	ranking, err := appraisal.Rank(ctx, r.db, r.sim, weights)
	if err != nil {
		return nil, err
	}
	b := optionsBody{Items: []appraisal.Option{}, Total: len(ranking.Options), Criteria: ranking.Criteria, OpenBy: ranking.Programme.OpenBy,
		Lead: ranking.Lead, WeightsDefault: weights == nil}
	for _, o := range ranking.Options {
		switch {
		case in.Hub != "" && o.Hub != in.Hub, in.Route != "" && o.Route != in.Route, in.Fits && o.Blocked != "",
			in.Meets && o.Opening.P80.After(ranking.Programme.OpenBy):
			continue
		}
		b.Items = append(b.Items, o)
	}
	return &answer[optionsBody]{b}, nil
}

func (r *request) option(ctx context.Context, in *ByID) (*record[appraisal.OptionDetail], error) {
	detail, err := appraisal.ReadOption(ctx, r.db, r.sim, in.ID)
	return recordOf(detail, detail.Version), err
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

func (r *request) choose(ctx context.Context, in *ByID) (*answer[appraisal.Choice], error) {
	if err := appraisal.Choose(ctx, r.db, r.sim, r.by, in.ID, r.version); err != nil {
		return nil, err
	}
	return r.choice(ctx, nil)
}

func (r *request) unchoose(ctx context.Context, in *ByID) (*answer[appraisal.Choice], error) {
	if err := appraisal.Unchoose(ctx, r.db, r.sim, in.ID, r.version); err != nil {
		return nil, err
	}
	return r.choice(ctx, nil)
}
