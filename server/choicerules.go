package server

import (
	"context"

	"homeground/appraisal"
)

func (r *request) choiceRules(ctx context.Context, _ *struct{}) (*record[appraisal.Rules], error) {
	rules, err := appraisal.ReadRules(ctx, r.db)
	return recordOf(rules, rules.Version), err
}

type choiceRulesInput struct{ Body appraisal.NewRules }

func (r *request) setChoiceRules(ctx context.Context, in *choiceRulesInput) (*record[appraisal.Rules], error) {
	rules, err := appraisal.SetRules(ctx, r.db, r.version, in.Body)
	return recordOf(rules, rules.Version), err
}
