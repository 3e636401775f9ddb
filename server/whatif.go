package server

import (
	"context"

	"homeground/appraisal"
	"homeground/internal/values"
)

type supposeInput struct {
	ByID
	Weeks     string      `query:"weeks" maxLength:"2000" doc:"Stages that take exactly so many weeks, as in ofsted:40,works:30"`
	Without   []string    `query:"without" maxItems:"200" doc:"Stages that are not needed"`
	Certain   []string    `query:"certain" maxItems:"200" doc:"Branches that are needed for certain"`
	Starts    values.Date `query:"starts" format:"date" doc:"The day the first stages start"`
	PastPaces bool        `query:"past_paces" doc:"Ranges as much longer or shorter as past milestones of their kind were than planned"`
}

func (r *request) supposeOpening(ctx context.Context, in *supposeInput) (*answer[appraisal.WhatIf], error) {
	weeks, err := appraisal.ParseWeeks(in.Weeks)
	if err != nil {
		return nil, err
	}
	w, err := appraisal.ReadWhatIf(ctx, r.db, r.sim, in.ID, appraisal.Supposed{Weeks: weeks, Without: in.Without, Certain: in.Certain, Starts: in.Starts, PastPaces: in.PastPaces})
	return &answer[appraisal.WhatIf]{w}, err
}
