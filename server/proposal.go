package server

import (
	"context"

	"homeground/appraisal"
)

func (r *request) templates(ctx context.Context, _ *struct{}) (*list[appraisal.Template], error) {
	templates, err := appraisal.TemplatesNow(ctx, r.db)
	return listOf(templates), err
}

type proposeInput struct{ Body appraisal.OptionFields }

func (r *request) propose(ctx context.Context, in *proposeInput) (*answer[appraisal.OptionDetail], error) {
	id, err := appraisal.Propose(ctx, r.db, r.by, in.Body)
	return r.proposed(ctx, id, err)
}

// proposed answers with an option that was made a moment ago.
func (r *request) proposed(ctx context.Context, id int64, err error) (*answer[appraisal.OptionDetail], error) {
	if err != nil {
		return nil, err
	}
	detail, err := appraisal.ReadOption(ctx, r.db, r.sim, id)
	return &answer[appraisal.OptionDetail]{Body: detail}, err
}

type changeOptionInput struct {
	ByID
	Body appraisal.OptionFields
}

func (r *request) changeOption(ctx context.Context, in *changeOptionInput) (*record[appraisal.OptionDetail], error) {
	if err := appraisal.ChangeOption(ctx, r.db, r.sim, r.by, in.ID, r.version, in.Body); err != nil {
		return nil, err
	}
	return r.option(ctx, &in.ByID)
}

type stagesInput struct {
	ByID
	Body struct {
		Stages []appraisal.StageGiven `json:"stages" nullable:"false" maxItems:"100" doc:"These stages, in this order, and no others"`
	}
}

func (r *request) setStages(ctx context.Context, in *stagesInput) (*record[appraisal.OptionDetail], error) {
	if err := appraisal.SetStages(ctx, r.db, r.sim, in.ID, r.version, in.Body.Stages); err != nil {
		return nil, err
	}
	return r.option(ctx, &in.ByID)
}

type optionStateInput struct {
	ByID
	Body struct {
		State  string `json:"state" enum:"proposed,withdrawn"`
		Reason string `json:"reason,omitempty" maxLength:"2000" doc:"Must be given to withdraw it"`
	}
}

func (r *request) setOptionState(ctx context.Context, in *optionStateInput) (*record[appraisal.OptionDetail], error) {
	if err := appraisal.SetState(ctx, r.db, r.sim, in.ID, r.version, in.Body.State, in.Body.Reason); err != nil {
		return nil, err
	}
	return r.option(ctx, &in.ByID)
}

type copyInput struct {
	ByID
	Body struct {
		Name string `json:"name,omitempty" maxLength:"200" doc:"Of the copy; left out, the other's name and the word copy"`
	}
}

func (r *request) copyOption(ctx context.Context, in *copyInput) (*answer[appraisal.OptionDetail], error) {
	id, err := appraisal.CopyOption(ctx, r.db, r.sim, r.by, in.ID, r.version, in.Body.Name)
	return r.proposed(ctx, id, err)
}
