package server

import (
	"context"

	"homeground/appraisal"
)

func (r *request) appraisals(ctx context.Context, _ *struct{}) (*record[appraisal.Appraisals], error) {
	list, err := appraisal.ReadAppraisals(ctx, r.db)
	return recordOf(list, list.ProgrammeVersion), err
}

func (r *request) appraisal(ctx context.Context, in *ByID) (*answer[appraisal.Appraisal], error) {
	a, err := appraisal.ReadAppraisal(ctx, r.db, in.ID)
	return &answer[appraisal.Appraisal]{a}, err
}

type newAppraisalInput struct {
	Body struct {
		Name      string `json:"name" maxLength:"400"`
		Appraisal int64  `json:"appraisal,omitempty" minimum:"0" doc:"Whose criteria and scales; 0: the current one"`
		Weights   string `json:"weights,omitempty" maxLength:"500" doc:"As listOptions takes them; left out: its own"`
	}
}

func (r *request) saveAppraisal(ctx context.Context, in *newAppraisalInput) (*answer[appraisal.Appraisal], error) {
	weights, err := appraisal.ParseWeights(in.Body.Weights)
	if err != nil {
		return nil, err
	}
	a, err := appraisal.SaveAppraisal(ctx, r.db, r.by, appraisal.NewAppraisal{Name: in.Body.Name, AppraisalID: in.Body.Appraisal, Weights: weights}, r.now())
	return &answer[appraisal.Appraisal]{a}, err
}

func (r *request) makeAppraisalCurrent(ctx context.Context, in *ByID) (*record[appraisal.Appraisals], error) {
	list, err := appraisal.MakeCurrent(ctx, r.db, in.ID, r.version)
	return recordOf(list, list.ProgrammeVersion), err
}
