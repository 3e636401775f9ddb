package server

import (
	"context"

	"homeground/appraisal"
	"homeground/projects"
)

// ratings are a project's as of now: delivery by a forecast made from what is reached today.
func (r *request) ratings(ctx context.Context, in *ByID) (*answer[projects.Ratings], error) {
	facts, err := projects.ReadRatingFacts(ctx, r.db, in.ID, r.today())
	if err != nil {
		return nil, err
	}
	forecast, err := appraisal.ReadForecast(ctx, r.db, r.sim, in.ID, r.today())
	if err != nil {
		return nil, err
	}
	f := facts[in.ID]
	f.Chance = forecast.Chance
	return &answer[projects.Ratings]{f.Rate()}, nil
}

type overrideInput struct {
	ByID
	Body projects.OverrideAsked
}

func (r *request) overrideRating(ctx context.Context, in *overrideInput) (*answer[projects.Ratings], error) {
	if err := projects.Override(ctx, r.db, r.by, in.ID, in.Body); err != nil {
		return nil, err
	}
	return r.ratings(ctx, &in.ByID)
}
