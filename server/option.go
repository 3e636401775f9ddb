package server

import (
	"context"

	"homeground/accounts"
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

func (s *server) options(ctx context.Context, in *optionsInput) (*answer[optionsBody], error) {
	weights, err := appraisal.ParseWeights(in.Weights)
	if err != nil {
		return nil, err
	}
	ranking, err := appraisal.Rank(ctx, s.db, s.sim, weights)
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

func (s *server) option(ctx context.Context, in *ByID) (*answer[appraisal.OptionDetail], error) {
	detail, err := appraisal.ReadOption(ctx, s.db, s.sim, in.ID)
	return &answer[appraisal.OptionDetail]{detail}, err
}

type stageInput struct {
	ByID
	Body appraisal.StageChange
}

func (s *server) changeStage(ctx context.Context, in *stageInput) (*answer[appraisal.OptionDetail], error) {
	option, err := appraisal.ChangeStage(ctx, s.db, in.ID, in.Body)
	if err != nil {
		return nil, err
	}
	return s.option(ctx, &ByID{option})
}

func (s *server) choice(ctx context.Context, _ *struct{}) (*answer[appraisal.Choice], error) {
	c, err := appraisal.ReadChoice(ctx, s.db, s.sim)
	return &answer[appraisal.Choice]{c}, err
}

func (s *server) choose(ctx context.Context, in *ByID) (*answer[appraisal.Choice], error) {
	if err := appraisal.Choose(ctx, s.db, s.sim, accounts.AtCommand("page"), in.ID); err != nil {
		return nil, err
	}
	return s.choice(ctx, nil)
}

func (s *server) unchoose(ctx context.Context, in *ByID) (*answer[appraisal.Choice], error) {
	if err := appraisal.Unchoose(ctx, s.db, in.ID); err != nil {
		return nil, err
	}
	return s.choice(ctx, nil)
}
